import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { launch, LONG, rows, shows, signedIn } from './page'
import { BROWSERS } from './seed'

const keys = inject('keys')
const api = new Api(keys)
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

it('realtime shows what happens as it happens', async () => {
  const page = await signedIn(browser, keys, '/realtime')
  await page.getByText('Quiet at the moment', { exact: false }).waitFor()
  await page.getByRole('list').first().waitFor()
  const path = `/now-${String(Date.now())}`
  await api.collect([{ type: 'pageview', path, visitor_id: path }], BROWSERS.Safari)
  await page.getByRole('list', { name: 'As it happens' }).getByText(path).waitFor()
  await page.getByRole('button', { name: `Filter by ${path}` }).waitFor()
  const { active_visitors: active } = await api.rest<{ active_visitors: number }>('/api/v1/realtime')
  await expect.poll(() => page.locator('[data-metric="activeVisitors"]').textContent(), LONG).toBe(String(active))
  expect(await page.locator('ol li[title]').count()).toBe(30)
  await page.context().close()
})

it.each(['pages', 'sources', 'campaigns', 'locations', 'devices', 'events'])('the page of %s lists what the API has', async (name) => {
  const by = { pages: 'PAGE', sources: 'CHANNEL', campaigns: 'UTM_CAMPAIGN', locations: 'COUNTRY', devices: 'DEVICE', events: 'EVENT' }[name]
  const metric = name === 'events' ? 'EVENTS' : 'VISITORS'
  const answer = await api.graphql<{ project: { analytics: { breakdown: { nodes: Record<string, number>[] } } } }>(
    `query ($by: Dimension!, $metric: Metric!) { project { analytics { breakdown(by: $by, metrics: [$metric], first: 50) { nodes { visitors events } } } } }`,
    { by, metric },
  )
  const expected = answer.project.analytics.breakdown.nodes.map((row) => row[metric.toLowerCase()])
  const page = await signedIn(browser, keys, `/${name}`)
  const cells = page.locator('tbody tr td:nth-child(2)')
  await cells.first().waitFor()
  expect((await cells.allTextContents()).map((text) => Number(text.replace(/\D/g, '')))).toEqual(expected)
  await page.context().close()
})

it('settings switch modules, and make and revoke keys', async () => {
  const page = await signedIn(browser, keys, '/settings', keys.token)
  const modules = async () => {
    const { modules: found } = await api.admin<{ modules: { name: string; enabled: boolean }[] }>('GET', `/${keys.project}/modules`)
    return found.find(({ name }) => name === 'surveys')?.enabled
  }
  await page.getByRole('switch', { name: 'Switch surveys on or off' }).press('Space')
  await expect.poll(modules, LONG).toBe(false)
  await page.getByRole('switch', { name: 'Switch surveys on or off' }).press('Space')
  await expect.poll(modules, LONG).toBe(true)

  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Made in the browser')
  await page.getByRole('button', { name: 'Create key' }).click()
  const key = await page.getByRole('dialog').locator('code').textContent()
  expect(await api.graphql('{ project { id } }', {}, key ?? '')).toEqual({ project: { id: keys.project } })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Revoke: Made in the browser' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Revoke: Made in the browser' }).waitFor({ state: 'hidden' })
  await expect(api.graphql('{ project { id } }', {}, key ?? '')).rejects.toThrow('Invalid API key')
  await page.context().close()
})

it('settings only show themselves to a query key', async () => {
  const page = await signedIn(browser, keys, '/settings')
  await page.getByText('This session can only look.', { exact: false }).waitFor()
  expect(await page.getByRole('switch', { name: 'Switch surveys on or off' }).isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: 'New key' }).count()).toBe(0)
  await page.context().close()
})

it('a project without events gets a guide, which turns when the first one arrives', async () => {
  const project = await api.admin<{ id: string }>('POST', '', { name: 'Empty', domain: 'empty.example' })
  const page = await signedIn(browser, keys, '', (await api.newKey('admin', project.id)).key)
  await page.getByRole('heading', { name: 'Let the first visitor in' }).waitFor()
  await page.getByRole('button', { name: 'Make an ingest key' }).click()
  await page.getByText('This key is shown once', { exact: false }).waitFor()
  const tag = (await page.locator('pre').first().textContent()) ?? ''
  const key = /data-key="(pa_live_\w+)"/.exec(tag)?.[1] ?? ''
  expect(tag).toContain(`src="${keys.url}/api/script.js"`)
  await page.getByText('Waiting for the first event', { exact: false }).waitFor()
  await api.collect([{ type: 'pageview', path: '/first', visitor_id: 'v' }], BROWSERS.Chrome, key)
  await page.getByText('The first event is here.').waitFor()
  await page.getByRole('button', { name: 'Show the dashboard' }).click()
  await shows(page, 'pageviews', 1)
  expect(await rows(page, 'Pages')).toEqual([['/first', 1]])
  await page.context().close()
})

it('speaks German where the browser does, and when it is told to', async () => {
  const page = await signedIn(browser, keys, '', keys.query, { locale: 'de-DE' })
  await page.getByRole('region', { name: 'Seiten', exact: true }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  await page.getByRole('button', { name: 'Vorlieben' }).click()
  await page.getByText('English').click()
  await page.getByRole('region', { name: 'Pages', exact: true }).waitFor()
  await page.context().close()
})
