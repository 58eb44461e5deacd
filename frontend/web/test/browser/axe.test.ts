import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findings } from './axe'
import { launch, rows, signedIn, visit } from './page'

const keys = inject('keys')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  const open = (path: string, secret = keys.token) => signedIn(browser, keys, path, secret, { colorScheme, reducedMotion: 'reduce' })

  it('the sign-in page is accessible', async () => {
    const page = await visit(browser, { colorScheme })
    await page.goto(`${keys.url}/dashboard`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })

  it.each(['/realtime', '/pages', '/settings'])('%s is accessible', async (path) => {
    const page = await open(path)
    await page.locator(path === '/realtime' ? '[data-metric="activeVisitors"]' : 'table').first().waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })

  it('the overview and what opens over it are accessible', async () => {
    const page = await open('?f=device~is~Desktop', keys.query)
    await rows(page, 'Pages')
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('f')
    await page.getByRole('dialog').waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: /^Range/ }).click()
    await page.getByRole('button', { name: 'Show this range' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })

  it('is usable on a phone', async () => {
    const page = await signedIn(browser, keys, '', keys.query, { colorScheme, viewport: { width: 390, height: 844 } })
    await rows(page, 'Pages')
    expect(await findings(page)).toEqual([])
    const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(wide, 'nothing reaches beyond the screen').toBe(shown)
    await page.context().close()
  })
})
