import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launch, rows, signedIn, visit } from './page'

const keys = inject('keys')
let browser: Browser
let axe: string

beforeAll(async () => {
  browser = await launch()
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(async () => {
  await browser.close()
})

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SERIOUS = ['serious', 'critical']

/** What axe finds seriously wrong, as lines to read. */
async function findings(page: Page): Promise<string[]> {
  // running transitions would be measured half way
  await page.waitForTimeout(400)
  const found = await page.evaluate<AxeResults>(
    `${axe}; axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
  )
  return found.violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`))
}

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
