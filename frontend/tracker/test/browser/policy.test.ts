import { expect, test } from 'vitest'
import { open } from './browser'
import { until } from './collector'
import { setStage } from './stage'

const ALL = ['vitals', 'scroll', 'outlinks', 'errors', 'clicks', 'search', 'forms', 'tagged', 'surveys']
const attributes = ALL.map((name) => `data-${name}="true"`).join(' ')

const stage = setStage()

async function runUnder(policy: string, head = ''): Promise<string[]> {
  stage.site.policy = policy
  stage.site.head = head
  stage.site.attributes = `${attributes} nonce="r4nd0m"`
  stage.collector.answers['/api/v1/surveys/active'] = {
    data: [{ id: 'srv-1', name: 'Short', questions: [{ id: 'q1', type: 'rating', text: 'Well?' }], appearance: { primary_color: 'teal' } }],
  }
  const page = await stage.context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(stage.site.url)
  await until(() => stage.collector.of('pageview').length)
  await page.getByRole('dialog', { name: 'Short' }).waitFor()
  await page.click('#buy')
  await until(() => stage.collector.of('event').length)
  const loaded = stage.collector.exchanges.flatMap(({ url }) => url.searchParams.get('add') ?? [])
  expect(new Set(loaded)).toEqual(new Set([...ALL, 'survey']))
  return complaints.filter((text) => !text.includes('favicon'))
}

test('two directives with its host are enough under a strict policy', async () => {
  const { url } = stage.collector
  expect(await runUnder(`default-src 'none'; script-src ${url}; connect-src ${url}; form-action 'self'`)).toEqual([])
})

test('a nonce and strict-dynamic are enough, for the add-ons too', async () => {
  const { url } = stage.collector
  const policy = `default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src ${url}; require-trusted-types-for 'script'`
  expect(await runUnder(policy)).toEqual([])
})

test('closing the page delivers what was held back', async () => {
  const page = await open(stage.context, stage.site.url)
  await until(() => stage.collector.of('pageview').length)
  await page.evaluate(() => window.pulse?.('event', { name: 'last words' }))
  await page.close({ runBeforeUnload: true })
  await until(() => stage.collector.of('event').length)
})
