// Pictures of the explorer, light and dark, wide and narrow, against a running server:
//   PULSE_URL=http://localhost:8000 PULSE_KEY=pa_live_… npm run screenshots -w explorer
// It fails when the page complains, asks another host, or does not get its answers.
import chromium from '@sparticuz/chromium'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium as playwright } from 'playwright-core'

const server = process.env.PULSE_URL ?? 'http://localhost:8000'
const key = process.env.PULSE_KEY ?? ''
const folder = fileURLToPath(new URL('../dist/screenshots/explorer/', import.meta.url))
const strict = chromium.args.filter((arg) => !/web-security|insecure-content/.test(arg))
const sizes = [
  [1440, 900],
  [390, 844],
]

await mkdir(folder, { recursive: true })
for (const colorScheme of ['light', 'dark'])
  for (const [width, height] of sizes) {
    // this build of Chromium is one process and does not outlive its first page
    const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: strict })
    await visit(browser, { colorScheme, width, height }).finally(() => browser.close())
  }

async function visit(browser, { colorScheme, width, height }) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height } })
  const complaints = []
  const picture = (name) => page.screenshot({ path: `${folder}${name}-${colorScheme}-${width}.png` })
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== server) complaints.push(`asked ${request.url()}`)
  })
  await page.goto(`${server}/graphql`)
  await page.getByPlaceholder('pa_live_').fill(key)
  await page.locator('.graphiql-query-editor .view-line', { hasText: 'query Overview' }).waitFor({ timeout: 60_000 })
  await page.waitForLoadState('networkidle')

  await page.getByRole('button', { name: 'Execute query' }).click()
  await answered(page, '"visitors"')
  await picture('answer')

  await page.getByRole('button', { name: 'Examples' }).click()
  await page.getByText('Who is here now, live').waitFor()
  await picture('examples')
  await page.getByText('Who is here now, live').click()
  await page.getByRole('button', { name: 'Examples' }).click()
  await page.getByRole('button', { name: 'Execute query' }).click()
  await answered(page, '"activeVisitors"')
  await picture('subscription')

  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  assert(!key || !kept.includes(key), 'the key is kept in no place that outlives the tab')
  assert.deepEqual(complaints, [])
  await page.close()
}

async function answered(page, text) {
  const result = page.locator('.result-window .view-lines')
  const until = Date.now() + 60_000
  // a narrow editor breaks its lines anywhere, so what it shows is compared without white space
  while (!(await result.innerText()).replace(/\s/g, '').includes(text)) {
    assert(Date.now() < until, `no ${text} in the answer: ${await result.innerText()}`)
    await page.waitForTimeout(100)
  }
}
