import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launch, LONG, rows, signedIn, visit } from './page'

const keys = inject('keys')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

it('signs in with the keyboard alone', async () => {
  const page = await visit(browser)
  await page.goto(`${keys.url}/dashboard`)
  await page.getByLabel('Query key or admin token').waitFor()
  await page.keyboard.type(keys.query)
  await page.keyboard.press('Enter')
  await rows(page, 'Pages')
  await page.context().close()
})

it('goes to pages, opens help and palette, and changes the range', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Pages')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('w')
  await expect.poll(() => page.url(), LONG).toContain('range=7d')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.getByRole('heading', { level: 1, name: 'Realtime' }).waitFor()
  expect(page.url(), 'the question goes along').toContain('/realtime?range=7d')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await page.keyboard.type('Go to Sett')
  await page.getByRole('dialog').getByText('Go to Realtime').waitFor({ state: 'hidden' })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await page.context().close()
})

it('adds a filter and takes it away', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Pages')
  await page.keyboard.press('f')
  await page.getByRole('dialog', { name: 'Add a filter' }).waitFor()
  await page.getByRole('combobox', { name: 'Values' }).focus()
  await page.keyboard.type('/teas')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Change filter: Page is /teas' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('x')
  await page.getByRole('button', { name: /^Change filter/ }).waitFor({ state: 'hidden' })
  await page.context().close()
})

it('filters by the row that has the focus, and excludes it with Alt', async () => {
  const page = await signedIn(browser, keys)
  await page.getByRole('button', { name: 'Filter by Desktop' }).focus()
  await page.keyboard.press('Alt+Enter')
  await expect.poll(() => page.url(), LONG).toContain('device%7Eis_not%7EDesktop')
  await page.context().close()
})

it('walks the tabs of a panel with the arrows', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Devices')
  await page.getByRole('tab', { name: 'Types' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('tab', { name: 'Browsers' }).getAttribute('aria-selected')).toBe('true')
  await page.getByRole('button', { name: 'Filter by Firefox' }).waitFor()
  await page.context().close()
})

it('leaves single keys alone once they are switched off', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Pages')
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: 'Keyboard shortcuts' }).press('Space')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('f')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  expect(await page.getByRole('dialog', { name: 'Add a filter' }).count()).toBe(0)
  await page.context().close()
})

it('reaches the numbers with the first Tab', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Pages')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the numbers')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).not.toBe('Main navigation')
  await page.context().close()
})
