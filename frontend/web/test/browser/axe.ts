/** Axe on a page that stands open. */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { LONG } from './page'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** the only rule that asks for colours */
const CONTRAST = ['color-contrast']
const SERIOUS = ['serious', 'critical']
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

let axe: string | undefined

/** What axe finds seriously wrong in a part of the page, as lines to read. */
export async function findings(page: Page, part = 'html', rules = RULES): Promise<string[]> {
  axe ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await still(page)
  if (await page.evaluate('!globalThis.axe')) await page.evaluate(axe)
  const found = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(part)}, { runOnly: ${JSON.stringify(rules)} })`)
  return found.violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`))
}

/** Nothing is seriously wrong for whoever cannot see or point, in light or dark, and nothing sticks out of a phone. */
export async function stands(page: Page, part?: string): Promise<void> {
  await dress(page, 'light')
  expect(await findings(page, part)).toEqual([])
  await dress(page, 'dark')
  expect(await findings(page, part, CONTRAST), 'in the dark').toEqual([])
  await page.setViewportSize(PHONE)
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await expect.poll(over, { ...LONG, message: 'nothing reaches beyond a phone' }).toBe(0)
  await page.setViewportSize(DESK)
}

async function dress(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.waitForSelector(`[data-mantine-color-scheme="${colorScheme}"]`, { state: 'attached' })
}

/** Until what moves has come to rest: half way it would be measured in colours that nobody sees. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    await frame()
    await frame()
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
