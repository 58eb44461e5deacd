import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { stands } from './axe'
import { card, launch, LONG, shows, signedIn, visit } from './page'
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

const pageviews = async (): Promise<number> =>
  (await api.rest<{ current: { pageviews: number } }>('/api/v1/stats')).current.pageviews

it('shows the numbers alone, then the present, and leaves by Escape', async () => {
  const before = await pageviews()
  await api.collect([{ type: 'pageview', path: '/wall', visitor_id: 'passer-by' }], BROWSERS.Chrome)
  // what the page is compared with must stand still
  await expect.poll(pageviews, LONG).toBe(before + 1)
  const page = await signedIn(browser, keys, '?tv=1')
  await shows(page, 'pageviews', before + 1)
  expect(await page.getByRole('navigation').count()).toBe(0)
  await stands(page)
  await page.getByRole('button', { name: 'Stand still' }).click()
  await page.keyboard.press('ArrowRight')
  const here = page.locator('[data-metric="activeVisitors"]')
  expect(Number(await here.textContent())).toBeGreaterThan(0)
  await page.getByRole('region', { name: 'Pages right now' }).getByText('/wall').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('navigation').waitFor()
  expect(page.url()).not.toContain('tv=')
  await page.context().close()
})

it('keeps the screen awake, hides the pointer, and does not move where motion is unwelcome', async () => {
  const page = await visit(browser, { reducedMotion: 'reduce', permissions: ['screen-wake-lock'] })
  await page.addInitScript(() => {
    const { wakeLock } = navigator
    const request = wakeLock.request.bind(wakeLock)
    wakeLock.request = async (type) => {
      const lock = await request(type)
      document.documentElement.dataset.awake = String(!lock.released)
      return lock
    }
  })
  await page.context().request.post(`${keys.url}/api/session`, { data: { key: keys.query } })
  await page.goto(`${keys.url}/dashboard?tv=1`)
  await card(page, 'visitors')
  await page.mouse.move(300, 300)
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).animationName)).toBe('none')
  await expect.poll(() => page.locator('html').getAttribute('data-awake'), LONG).toBe('true')
  const pointer = () => page.locator('main').evaluate((main) => getComputedStyle(main).cursor)
  await expect.poll(pointer, LONG).toBe('none')
  await page.mouse.move(320, 300)
  await expect.poll(pointer, LONG).not.toBe('none')
  await page.context().close()
})

it('fills the screen when it is started by hand, from a share too', async () => {
  const made = await api.graphql<{ createShare: { token: string } }>(
    `mutation ($project: ID) { createShare(project: $project, name: "For the wall", period: LAST_30_DAYS) { token } }`,
    { project: keys.project },
    (await api.newKey('admin')).key,
  )
  const page = await visit(browser)
  await page.goto(`${keys.url}/share/${made.createShare.token}`)
  await page.getByRole('button', { name: 'Start TV mode' }).click()
  await shows(page, 'pageviews', await pageviews())
  expect(await page.getByText('For the wall').count()).toBe(0)
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'For the wall' }).waitFor()
  expect(await page.evaluate(() => document.fullscreenElement)).toBeNull()
  // the wall may begin there as well
  await page.goto(`${keys.url}/share/${made.createShare.token}?tv=1`)
  await page.getByRole('button', { name: 'Leave' }).waitFor()
  await page.context().close()
})
