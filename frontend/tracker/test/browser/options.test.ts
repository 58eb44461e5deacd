import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pause, until } from './collector'
import { setStage } from './stage'

const QUIET_MS = 500

const stage = setStage()
const of = (type: string) => stage.collector.of(type)
const one = async (type: string) => {
  await until(() => of(type).length)
  await pause(QUIET_MS)
  expect(of(type)).toHaveLength(1)
  return of(type)[0]
}

/** Waits until what the tag asks for has come; on a busy machine that takes longer than any pause. */
const settled = (page: Page) => page.waitForLoadState('networkidle')

test('only what the tag asks for is loaded', async () => {
  await stage.visit('/', 'data-scroll="true" data-vitals="false"')
  await pause(QUIET_MS)
  const asked = stage.collector.exchanges.filter(({ url }) => url.pathname === '/api/script.js')
  expect(asked.map(({ url }) => url.searchParams.get('add'))).toEqual([null, 'scroll'])
})

test('a link away is reported by a left click and by a middle click, without its query', async () => {
  const page = await stage.visit('/', 'data-outlinks="true"')
  await settled(page)
  await page.click('#away', { button: 'middle' })
  expect(await one('outlink')).toMatchObject({ url: 'https://elsewhere.example/page', link_type: 'external', path: '/' })
  await page.click('#away', { button: 'right' })
  await page.click('#away')
  await until(() => of('outlink').length === 2)
})

test('a link in a shadow root is found, a link within the site is none', async () => {
  const page = await stage.visit('/', 'data-outlinks="true"')
  await settled(page)
  await page.evaluate(() => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    root.innerHTML = '<a id="deep" href="https://elsewhere.example/deep"><b>Deep</b></a>'
  })
  await page.click('#deep b')
  expect(await one('outlink')).toMatchObject({ url: 'https://elsewhere.example/deep' })
  await page.goto(stage.site.url)
  await pause(QUIET_MS)
  await page.click('#second')
  await one('outlink')
})

test('a download is told from a link', async () => {
  const page = await stage.visit('/', 'data-outlinks="true"')
  await settled(page)
  await page.click('#file')
  expect(await one('outlink')).toMatchObject({ url: `${stage.site.url}/files/report.pdf`, link_type: 'download' })
})

test('an error and a rejection are reported once each, those of others are not', async () => {
  const page = await stage.visit('/', 'data-errors="true"')
  await settled(page)
  stage.site.files['/broken.js'] = `
    function broken() { null.id }
    setTimeout(broken); setTimeout(broken)
    setTimeout(() => Promise.reject(new RangeError('too far')))
    setTimeout(() => dispatchEvent(new ErrorEvent('error', { message: 'Script error.' })))
    setTimeout(() => dispatchEvent(new ErrorEvent('error', { message: 'Not ours', filename: 'https://ads.example/a.js', lineno: 1 })))`
  await page.addScriptTag({ url: '/broken.js?version=7' })
  await until(() => of('js_error').length === 2)
  await pause(QUIET_MS)
  const [error, rejection] = of('js_error')
  expect(error).toMatchObject({
    message: "TypeError: Cannot read properties of null (reading 'id')",
    filename: `${stage.site.url}/broken.js`,
    lineno: 2,
    path: '/',
  })
  expect(error?.stack).toContain('at broken')
  expect(rejection).toMatchObject({ message: 'RangeError: too far', path: '/' })
  expect(of('js_error')).toHaveLength(2)
})

test('errors of a page are capped', async () => {
  const page = await stage.visit('/', 'data-errors="true"')
  await settled(page)
  stage.site.files['/broken.js'] = 'for (let n = 0; n < 50; n++) setTimeout(() => { throw new Error("number " + n) })'
  await page.addScriptTag({ url: '/broken.js' })
  await until(() => of('js_error').length === 20)
  await pause(QUIET_MS)
  expect(of('js_error')).toHaveLength(20)
})

test('a click tells where it was, and not what was entered', async () => {
  const page = await stage.visit('/', 'data-clicks="true"')
  await settled(page)
  await page.click('input')
  await page.click('#buy', { position: { x: 4, y: 4 } })
  const box = await page.locator('#buy').boundingBox()
  await page.close({ runBeforeUnload: true })
  const click = await one('click_event')
  expect(click).toMatchObject({ element_selector: '#buy', viewport_width: 1280, viewport_height: 720, path: '/' })
  expect(Math.abs(Number(click?.x) - ((box?.x ?? 0) + 4))).toBeLessThanOrEqual(3)
  expect(Number(click?.element_x)).toBeGreaterThan(0)
  expect(Number(click?.element_x)).toBeLessThan(1)
})

test('a selector does not hang on generated names', async () => {
  const page = await stage.visit('/', 'data-clicks="true"')
  await settled(page)
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<section id="r8x1"><div class="css-1q2w3e card"><i class="mark">1</i></div><div class="css-9z card"><i class="mark">2</i></div></section>',
    )
  })
  await page.click('section div:last-child i')
  await page.close({ runBeforeUnload: true })
  const click = await one('click_event')
  expect(click?.element_selector).toBe('div.card:nth-child(2) > i.mark')
})

test('a search is taken from the address, once typing has ended', async () => {
  const page = await stage.visit('/app?q=first', 'data-search="true"')
  await until(() => of('search_query').length === 1)
  await page.evaluate(() => {
    for (const query of ['s', 'se', 'sec', 'second']) history.replaceState(null, '', `?q=${query}`)
  })
  await until(() => of('search_query').length === 2)
  await pause(QUIET_MS)
  expect(of('search_query').map(({ query, path }) => [query, path])).toEqual([
    ['first', '/app'],
    ['second', '/app'],
  ])
})

test('the parameter of searches is the one that the tag names', async () => {
  await stage.visit('/?term=socks&q=no', 'data-search="true" data-search-param="term"')
  expect(await one('search_query')).toMatchObject({ query: 'socks' })
})

test('scrolling is measured against the page as it has grown', async () => {
  const page = await stage.visit('/', 'data-scroll="true"')
  await page.evaluate(() => {
    document.body.style.height = '1440px'
  })
  await pause(QUIET_MS)
  await page.mouse.wheel(0, 5000)
  await pause(QUIET_MS)
  await page.evaluate(() => {
    document.body.style.height = '3600px'
  })
  await pause(QUIET_MS)
  await page.close({ runBeforeUnload: true })
  const report = await one('scroll_depth')
  expect(Number(report?.max_depth)).toBeGreaterThan(35)
  expect(Number(report?.max_depth)).toBeLessThan(45)
  expect(Number(report?.engaged_ms)).toBeGreaterThan(1000)
  expect(report?.view_id).toBe(of('pageview')[0]?.id)
})

test('each view of an application has its own depth and time', async () => {
  const page = await stage.visit('/app', 'data-scroll="true"')
  await pause(2 * QUIET_MS)
  await page.click('#user')
  await until(() => of('pageview').length === 2)
  await pause(QUIET_MS)
  await page.close({ runBeforeUnload: true })
  await until(() => of('scroll_depth').length === 2)
  const [first, second] = of('scroll_depth')
  const ids = of('pageview').map(({ id }) => id)
  expect([first?.view_id, second?.view_id]).toEqual(ids)
  expect([first?.path, second?.path]).toEqual(['/app', '/app/users/42'])
  expect(Number(second?.engaged_ms)).toBeLessThan(Number(first?.engaged_ms))
})

test('each vital is sent once, for the view that was loaded', async () => {
  const page = await stage.visit('/app', 'data-vitals="true"')
  await settled(page)
  await page.click('#user')
  await pause(QUIET_MS)
  await page.close({ runBeforeUnload: true })
  await until(() => of('web_vital').length >= 5)
  await pause(QUIET_MS)
  expect(of('web_vital').map(({ name }) => name).sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
  for (const vital of of('web_vital')) {
    expect(vital).toMatchObject({ view_id: of('pageview')[0]?.id, path: '/app' })
    expect(vital.rating).toMatch(/^(good|needs-improvement|poor)$/)
    expect(vital.value).toBeTypeOf('number')
  }
})

test('a form counts by its name, without its content', async () => {
  const page = await stage.visit('/', 'data-forms="true"')
  await settled(page)
  await page.click('#contact button')
  const sent = await one('event')
  expect(sent).toMatchObject({ name: 'form_submit', data: { form: 'contact' }, path: '/' })
  expect(JSON.stringify(sent)).not.toContain('private')
})

test('an element describes its own event', async () => {
  const page = await stage.visit('/', 'data-tagged="true"')
  await settled(page)
  await page.click('#buy')
  expect(await one('event')).toMatchObject({
    name: 'purchase',
    data: { billing_cycle: 'annual' },
    revenue_amount: 49.99,
    revenue_currency: 'USD',
  })
})

test('a page that is not there is told from one that is', async () => {
  const page = await stage.visit('/', 'data-404="true"')
  await settled(page)
  await page.goto(`${stage.site.url}/missing`)
  expect(await one('event')).toMatchObject({ name: '404', data: { path: '/missing' } })
})

test('masked paths never leave the page, named parameters stay', async () => {
  const page = await stage.visit('/app', 'data-mask="/app/users/* ?tab"')
  await page.click('#user')
  await until(() => of('pageview').length === 2)
  await page.click('#home')
  await until(() => of('pageview').length === 3)
  expect(of('pageview').map(({ path }) => path)).toEqual(['/app', '/app/users/*?tab=mail', '/app'])
  expect(of('pageview')[2]?.referrer).toBe(`${stage.site.url}/app/users/*`)
  expect(JSON.stringify(stage.collector.items)).not.toMatch(/users.42|secret/)
})

test('nothing leaves where a filter cannot be loaded', async () => {
  await stage.context.route(/add=mask/, (route) => route.abort())
  stage.site.attributes = 'data-mask="/app/*"'
  const page = await stage.context.newPage()
  await page.goto(`${stage.site.url}/app`)
  await pause(QUIET_MS * 2)
  expect(stage.collector.items).toEqual([])
})

test('before_send changes or holds back what is sent, from the first view on', async () => {
  stage.site.head = `<script>
    window.pulse = window.pulse || function () { (pulse.q = pulse.q || []).push(arguments) }
    pulse("before_send", (item) => item.name === "hidden" ? null : { ...item, path: "/changed" })
    pulse("event", { name: "hidden" })
    pulse("event", { name: "shown" })</script>`
  await stage.visit('/')
  expect(await one('pageview')).toMatchObject({ path: '/changed' })
  expect(await one('event')).toMatchObject({ name: 'shown', path: '/changed' })
})

test('Do Not Track and Global Privacy Control are respected where the tag says so', async () => {
  for (const signal of ['doNotTrack', 'globalPrivacyControl']) {
    const page = await stage.context.newPage()
    await page.addInitScript(
      ([name, value]) => {
        Object.defineProperty(navigator, name, { get: () => value })
      },
      [signal, signal === 'doNotTrack' ? '1' : true] as const,
    )
    stage.site.attributes = 'data-dnt="true"'
    await page.goto(stage.site.url)
    await pause(QUIET_MS * 2)
    expect(stage.collector.items).toEqual([])
    await page.close()
  }
  await stage.visit('/', 'data-dnt="true"')
  await one('pageview')
})

test('whoever opts out is left alone, also on later pages, until they opt in', async () => {
  const page = await stage.visit('/')
  await page.evaluate(() => window.pulse?.('opt_out'))
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['pulse_opt_out'])
  await page.click('#second')
  await pause(QUIET_MS * 2)
  await one('pageview')
  await page.evaluate(() => window.pulse?.('opt_out', false))
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await page.reload()
  await until(() => of('pageview').length === 2)
})

test("a fragment keeps the owner's own visits out, the first included", async () => {
  const page = await stage.context.newPage()
  await page.goto(`${stage.site.url}/#pulse_opt_out`)
  await page.waitForFunction(() => localStorage.getItem('pulse_opt_out'))
  await page.goto(`${stage.site.url}/second`)
  await pause(QUIET_MS * 2)
  expect(stage.collector.items).toEqual([])
})

test('commands reach the types of the interface', async () => {
  const page = await stage.visit('/', 'data-manual="false"')
  await page.evaluate(() => {
    window.pulse?.('event', { name: 'button_click', data: { button_id: 'cta-hero', variant: 'blue' } })
    window.pulse?.('search', { query: 'deployment guide', results_count: 12 })
    window.pulse?.('survey_response', { survey_id: 'srv-1', answers: [{ question_id: 'q2', value: 9 }], completed: true })
    window.pulse?.('identify', { traits: { plan: 'pro' } })
    window.pulse?.('pageview', { path: '/virtual', title: 'Virtual' })
  })
  expect(await one('event')).toMatchObject({ name: 'button_click', data: { variant: 'blue' } })
  expect(await one('search_query')).toMatchObject({ query: 'deployment guide', results_count: 12 })
  expect(await one('survey_response')).toMatchObject({ survey_id: 'srv-1', completed: true })
  expect(await one('identify')).toMatchObject({ traits: { plan: 'pro' } })
  expect(of('pageview').map(({ path, title }) => [path, title])).toContainEqual(['/virtual', 'Virtual'])
})

test('views are left to the page by option', async () => {
  stage.site.attributes = 'data-manual="true"'
  const page = await stage.context.newPage()
  await page.goto(`${stage.site.url}/app`)
  await page.click('#user')
  await page.evaluate(() => window.pulse?.('pageview', { path: '/mine' }))
  expect(await one('pageview')).toMatchObject({ path: '/mine' })
})

test('two tags count once', async () => {
  stage.site.head = `<script defer src="${stage.collector.url}/api/script.js" data-key="pa_live_test"></script>`
  await stage.visit('/')
  await one('pageview')
})

test('script and collector may go by other names against blockers', async () => {
  stage.site.tag = `<script defer src="${stage.collector.url}/stats/myscript.js?x=1" data-key="pa_live_test"
    data-collect="/stats/e" data-tagged="true"></script>`
  const page = await stage.visit('/')
  await pause(QUIET_MS)
  await page.click('#buy')
  await one('event')
  const paths = stage.collector.exchanges.map(({ url }) => url.pathname)
  expect(new Set(paths)).toEqual(new Set(['/stats/myscript.js', '/stats/e']))
  expect(stage.collector.collected.every(({ body }) => 'events' in (JSON.parse(body) as object))).toBe(true)
})

test('an automated browser says so', async () => {
  await stage.context.addInitScript(() => {
    Object.defineProperty(navigator, 'webdriver', { get: () => true })
  })
  await stage.visit('/')
  expect(await one('pageview')).toMatchObject({ webdriver: true })
})
