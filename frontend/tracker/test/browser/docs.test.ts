import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { until } from './collector'
import { setStage } from './stage'

const DOCS = new URL('../../../../docs/', import.meta.url)
const files = ['tracker.md', ...readdirSync(new URL('install/', DOCS)).map((name) => `install/${name}`)]

/** Every piece of HTML in the documentation that holds the tag, by where it stands. */
const snippets = files.flatMap((file) => {
  const blocks = readFileSync(new URL(file, DOCS), 'utf8').matchAll(/^```html\n([\s\S]*?)^```/gm)
  return [...blocks].map(([, html = ''], index) => [`${file}, ${index + 1}`, html] as const)
})

const stage = setStage()

test('the documentation has snippets', () => {
  expect(snippets.length).toBeGreaterThan(5)
})

test.each(snippets)('%s counts a view', async (_, html) => {
  const { site, collector } = stage
  site.forward = { '/stats/s.js': `${collector.url}/api/script.js`, '/stats/e': `${collector.url}/api/batch` }
  site.tag = html.replaceAll('https://pulse.example.com', collector.url)
  const page = await stage.context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  await page.goto(`${site.url}/some/page`)
  await until(() => collector.of('pageview').length)
  expect(collector.of('pageview')[0]).toMatchObject({ path: '/some/page' })
  expect(collector.collected[0]?.url.searchParams.get('key')).toBe('pa_live_YOUR_INGEST_KEY')
  expect(faults).toEqual([])
})

test('the call before the script is there is replayed, the described element reports', async () => {
  const [early, tagged] = ['"page_ready"', 'data-pulse-event="purchase"'].map(
    (mark) => snippets.find(([, html]) => html.includes(mark))?.[1] ?? '',
  )
  const { site, collector } = stage
  site.tag = (early ?? '').replaceAll('https://pulse.example.com', collector.url)
  const page = await stage.context.newPage()
  await page.goto(site.url)
  await until(() => collector.of('event').length)
  expect(collector.of('event')[0]).toMatchObject({ name: 'page_ready', data: { theme: 'dark' } })

  site.tag = (tagged ?? '').replaceAll('https://pulse.example.com', collector.url)
  await page.goto(site.url)
  await until(() => collector.exchanges.some(({ url }) => url.searchParams.get('add') === 'tagged'))
  await page.locator('[data-pulse-event-plan]').click()
  await until(() => collector.of('event').length === 2)
  expect(collector.of('event')[1]).toMatchObject({ name: 'purchase', data: { plan: 'pro' }, revenue_amount: 49.99, revenue_currency: 'USD' })
})

test('the experiment snippet shows the variant', async () => {
  const html = snippets.find(([, text]) => text.includes('pulse.assign'))?.[1] ?? ''
  const { site, collector } = stage
  const id = 'exp-a1b2c3d4-5678-9012-efab-cd3456789012'
  collector.answers[`/api/v1/experiments/${id}/assign`] = { experiment_id: id, variant: 'short' }
  site.tag = html.replaceAll('https://pulse.example.com', collector.url)
  const page = await stage.context.newPage()
  await page.goto(site.url)
  await page.getByRole('heading', { name: 'Short headline' }).waitFor()
})
