import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launch, LONG, signedIn } from './page'

const keys = inject('keys')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

/** The explorer in the dashboard, once its editor stands; with all that the page complains of. */
async function explorer(page: Page): Promise<{ frame: FrameLocator; complaints: string[] }> {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const frame = page.frameLocator('iframe[title="GraphQL explorer"]')
  await frame.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { frame, complaints }
}

// an editor breaks its lines where it likes: what it shows is compared without white space
async function answers(frame: FrameLocator, text: string): Promise<void> {
  await frame.getByRole('button', { name: /^Execute query/ }).click()
  const result = frame.locator('.result-window .view-lines')
  await expect.poll(async () => (await result.innerText()).replace(/\s/g, ''), LONG).toContain(text)
}

it('asks with the authority of the session, and has history and examples', async () => {
  const page = await signedIn(browser, keys)
  await page.getByRole('link', { name: 'GraphQL explorer' }).click()
  const { frame, complaints } = await explorer(page)
  expect(await frame.getByPlaceholder('pa_live_').count()).toBe(0)
  await answers(frame, '"visitors":')
  await frame.getByRole('button', { name: /History$/ }).click()
  await frame.getByText('Overview', { exact: false }).first().waitFor()
  await frame.getByRole('button', { name: /Examples$/ }).click()
  await frame.getByText('Who is here now, live').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

it('opens the query of a panel, with its variables', async () => {
  const page = await signedIn(browser, keys, '?range=7d')
  await page.getByRole('button', { name: 'Actions of Devices' }).click()
  await page.getByRole('menuitem', { name: 'Show query' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Open in the explorer' }).click()
  const { frame } = await explorer(page)
  await answers(frame, '"value":"Desktop"')
  expect((await frame.locator('.graphiql-query-editor .view-lines').innerText()).replace(/\s/g, '')).toContain('queryList(')
  await page.context().close()
})
