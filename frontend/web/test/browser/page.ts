/** A browser, signed in, at the dashboard. */

import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Keys } from './server'

export async function launch(): Promise<Browser> {
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
  })
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...options })
  return context.newPage()
}

/** Sign in beside the form, and open a page. */
export async function signedIn(
  browser: Browser,
  { url, query }: Keys,
  path = '',
  secret = query,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await visit(browser, options)
  const credential = secret.startsWith('pa_live_') ? { key: secret } : { token: secret }
  await page.context().request.post(`${url}/api/session`, { data: credential })
  await page.goto(`${url}/dashboard${path}`)
  return page
}

/** To another page as its links lead there: a whole load for each would take most of the time. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
  }, `/dashboard${path}`)
}

/** Wait until the page of this name is there, and all that it asked for. */
export async function settled(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.title(), LONG).toBe(`${name} · Pulse`)
  const waiting = page.locator('main').locator('[role="status"][aria-label="Loading"], [aria-busy="true"], .mantine-Skeleton-root')
  await expect.poll(() => waiting.count(), LONG).toBe(0)
}

/** The number that a card shows in full. */
export async function card(page: Page, metric: string): Promise<number> {
  const shown = page.locator(`[data-metric="${metric}"]`)
  await shown.waitFor()
  return Number((await shown.getAttribute('title'))?.replace(/[^\d.]/g, ''))
}

/** The rows of a panel's list as they are shown: name and number. */
export async function rows(page: Page, panel: string): Promise<[string, number][]> {
  const lines = page.getByRole('region', { name: panel, exact: true }).locator('tbody tr')
  await lines.first().waitFor()
  return lines.evaluateAll((found) =>
    found.map((line) => [
      line.querySelector('button')?.textContent ?? '',
      Number(line.querySelector('td')?.getAttribute('title')?.replace(/\D/g, '')),
    ]),
  )
}

export const LONG = { timeout: 20_000, interval: 100 }

/** Wait until the card shows the number. */
export async function shows(page: Page, metric: string, value: number): Promise<void> {
  await expect.poll(() => card(page, metric), LONG).toBe(value)
}
