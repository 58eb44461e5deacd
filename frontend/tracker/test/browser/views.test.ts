import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from './browser'
import { pause, until } from './collector'
import { setStage } from './stage'

/** Longer than a view takes to settle and to be sent. */
const QUIET_MS = 500

const stage = setStage()
const views = () => stage.collector.of('pageview')
const viewed = () => views().map(({ path, title }) => `${path} ${String(title)}`)
const settled = async (count: number) => {
  await until(() => views().length >= count)
  await pause(QUIET_MS)
  expect(views()).toHaveLength(count)
}

async function start(path: string, attributes = ''): Promise<Page> {
  const page = await stage.visit(path, attributes)
  await settled(1)
  return page
}

test('a load is one view, by one plain request', async () => {
  await start('/?utm_source=letter&utm_medium=email&secret=1', 'data-utm="true"')
  const [view] = views()
  expect(view).toMatchObject({
    type: 'pageview',
    path: '/',
    title: 'Page /',
    referrer: '',
    screen: '1280x720',
    language: 'en-GB',
    hostname: 'localhost',
    utm_source: 'letter',
    utm_medium: 'email',
  })
  expect(view?.id).toMatch(/^\d+(-\d+){3}$/)
  expect(view).not.toHaveProperty('timestamp')
  expect(view).not.toHaveProperty('webdriver')
  expect(JSON.stringify(view)).not.toContain('secret')

  const [sent, ...others] = stage.collector.collected
  expect(others).toEqual([])
  expect(sent?.url.pathname).toBe('/api/collect')
  expect(sent?.url.searchParams.get('key')).toBe('pa_live_test')
  expect(sent?.headers['content-type']).toMatch(/^text\/plain/)
})

test('what a script calls before the core has started is kept, behind its view', async () => {
  stage.site.files['/own.js'] = `pulse('event', { name: 'at once' }); pulse('search', { query: 'tea' })`
  stage.site.tag = `<script defer src="${stage.collector.url}/api/script.js" data-key="pa_live_test"></script>
    <script defer src="/own.js"></script>`
  await stage.visit('/')
  await until(() => stage.collector.of('search_query').length)
  expect(stage.collector.items.map(({ type, name }) => name ?? type)).toEqual(['pageview', 'at once', 'search_query'])
})

test('no preflight, no cookie, nothing stored', async () => {
  await stage.context.addCookies([{ name: 'session', value: 'secret', url: stage.collector.url }])
  const page = await start('/', 'data-vitals="true" data-scroll="true" data-errors="true" data-clicks="true"')
  await page.click('h1')
  await page.click('#second')
  await settled(2)
  expect(stage.collector.exchanges.filter(({ method }) => method === 'OPTIONS')).toEqual([])
  expect(stage.collector.collected.filter(({ headers }) => headers.cookie)).toEqual([])
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0])
})

test('pages, one after the other, refer to each other', async () => {
  const page = await start('/')
  await page.click('#second')
  await settled(2)
  expect(viewed()).toEqual(['/ Page /', '/second Page /second'])
  expect(views()[1]?.referrer).toBe(`${stage.site.url}/`)
})

test('a tab that is closed at once still counts', async () => {
  const page = await open(stage.context, `${stage.site.url}/`)
  await page.close({ runBeforeUnload: true })
  await settled(1)
})

test('an application is counted route by route, with the title the route set', async () => {
  const page = await start('/app')
  await page.click('#user')
  await settled(2)
  await page.goBack()
  await settled(3)
  await page.goForward()
  await settled(4)
  expect(viewed()).toEqual(['/app Home', '/app/users/42 User 42', '/app Home', '/app/users/42 User 42'])
  expect(views()[1]?.referrer).toBe(`${stage.site.url}/app`)
})

test('a redirect within the application is one view', async () => {
  const page = await start('/app')
  await page.click('#moved')
  await settled(2)
  expect(viewed()[1]).toBe('/app/new New')
})

test('a new entry with another query is a view, a replaced query is none', async () => {
  const page = await start('/app')
  await page.click('#next')
  await settled(2)
  await page.evaluate(() => {
    history.replaceState(null, '', '?page=3')
    history.replaceState(null, '', '?page=4')
  })
  await settled(2)
})

test('replacing or pushing the same address twice is no view', async () => {
  const page = await start('/app')
  await page.evaluate(() => {
    history.replaceState({}, '', location.href)
    history.replaceState({}, '', location.href)
    history.pushState({}, '', location.href)
    history.pushState({}, '', '#part')
  })
  await settled(1)
  await page.evaluate(() => {
    history.replaceState({}, '', '/app/renamed')
    history.replaceState({}, '', '/app/renamed')
  })
  await settled(2)
})

test('routes behind a hash count by option only', async () => {
  const page = await start('/', 'data-hash="true"')
  await page.evaluate(() => (location.hash = '#/settings'))
  await settled(2)
  expect(views()[1]?.path).toBe('/#/settings')
})

test('a page in a hidden tab counts when it is seen', async () => {
  await stage.context.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !('seen' in window) })
  })
  const page = await open(stage.context, `${stage.site.url}/`)
  await page.evaluate(() => {
    window.pulse?.('event', { name: 'early' })
  })
  await pause(QUIET_MS)
  expect(stage.collector.items).toEqual([])
  await page.evaluate(() => {
    Object.assign(window, { seen: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await settled(1)
  expect(stage.collector.items.map(({ type }) => type)).toEqual(['pageview', 'event'])
})

test('what happens offline arrives once, with its own time, when the network is back', async () => {
  const page = await start('/app')
  await stage.context.setOffline(true)
  await page.evaluate(() => {
    window.pulse?.('event', { name: 'offline' })
  })
  await page.click('#user')
  const left = Date.now()
  await pause(1_500)
  expect(views()).toHaveLength(1)
  await stage.context.setOffline(false)
  await settled(2)
  expect(stage.collector.of('event')).toHaveLength(1)
  expect(Number(views()[1]?.timestamp)).toBeGreaterThan(left - 2_000)
  expect(Number(views()[1]?.timestamp)).toBeLessThan(left + 500)
})

test('what a struggling server refuses is sent again under the same id', async () => {
  stage.collector.failing = 429
  await open(stage.context, `${stage.site.url}/`)
  await until(() => views().length === 1)
  stage.collector.failing = 0
  await until(() => views().length === 2)
  expect(views()[0]?.id).toBe(views()[1]?.id)
  expect(views()[1]?.timestamp).toBeTypeOf('number')
})

test('what the server refuses as wrong is not sent again', async () => {
  stage.collector.failing = 400
  await open(stage.context, `${stage.site.url}/`)
  await until(() => views().length === 1)
  await pause(6_000)
  expect(views()).toHaveLength(1)
})

test('many events travel together', async () => {
  const page = await start('/')
  await page.evaluate(() => {
    for (let n = 0; n < 45; n++) window.pulse?.('event', { name: `burst ${n}` })
  })
  await until(() => stage.collector.of('event').length === 45)
  const batches = stage.collector.collected.filter(({ url }) => url.pathname === '/api/batch')
  expect(batches).toHaveLength(3)
  expect(Math.max(...batches.map(({ body }) => body.length))).toBeLessThan(64_000)
})
