import { createHash } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launch, signedIn } from './page'

const keys = inject('keys')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

const TAG = /<(script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"[^>]*>/g

it.each(['/dashboard', '/share/none', '/graphql'])('each script and style of %s is what its page says', async (path) => {
  const page = await (await fetch(keys.url + path, { headers: { Accept: 'text/html' } })).text()
  const tags = [...page.matchAll(TAG)]
  expect(tags.length).toBeGreaterThan(1)
  for (const [tag, , address = ''] of tags) {
    const served = Buffer.from(await (await fetch(keys.url + address)).arrayBuffer())
    expect(tag).toContain(`integrity="sha384-${createHash('sha384').update(served).digest('base64')}"`)
  }
})

it('a script that was changed on the way does not run', async () => {
  const page = await signedIn(browser, keys, '/settings')
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('integrity')) refused.push(message.text())
  })
  await page.route('**/assets/web/early.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `${await answer.text()};globalThis.changed = true` })
  })
  await page.goto(`${keys.url}/dashboard`)
  await page.getByRole('heading').first().waitFor()
  expect(refused).toHaveLength(1)
  expect(await page.evaluate(() => 'changed' in globalThis)).toBe(false)
  await page.context().close()
})
