import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, visitor } from '../../../tracker/test/browser/browser'
import { Collector, pause, until } from '../../../tracker/test/browser/collector'
import { Site } from '../../../tracker/test/browser/site'
import { Pulse, type Row } from '../../../tracker/test/rows/server'
import { PulseReader } from '@pulse-analytics/sdk/read'
import { PulseServer } from '@pulse-analytics/sdk/server'

const EVENTS = 300
const DOCUMENTED = { key: 'pa_live_YOUR_INGEST_KEY', url: 'https://pulse.ayushojha.com' }

const pulse = new Pulse()
let stored: Row[]
let report: Awaited<ReturnType<typeof readReport>>

/** A snippet of the documentation, with nothing changed but key and address, bundled as its reader would. */
async function bundle(name: string, url: string, platform: 'browser' | 'node'): Promise<string> {
  const text = readFileSync(new URL(`../snippets/${name}.ts`, import.meta.url), 'utf8')
  const { outputFiles } = await build({
    stdin: {
      contents: text.replace(DOCUMENTED.key, pulse.key).replace(DOCUMENTED.url, url),
      loader: 'ts',
      resolveDir: new URL('../snippets', import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    platform,
    format: 'esm',
  })
  return outputFiles[0]?.text ?? ''
}

async function sendThroughRestarts(): Promise<void> {
  const client = new PulseServer({ apiKey: pulse.key, apiUrl: pulse.url, batchSize: 20 })
  const sent: Promise<void>[] = []
  for (let n = 0; n < EVENTS; n++) {
    sent.push(client.event('restart', { n }, { visitor_id: `u${n % 7}`, hostname: 'restart.test' }))
    // once as an operator does it, and once as a power cut does
    if (n === 100) await pulse.stop('SIGTERM')
    if (n === 150) await pulse.start()
    if (n === 200) await pulse.stop('SIGKILL')
    if (n === 250) await pulse.start()
    await pause(10)
  }
  await client.flush()
  await Promise.all(sent)
}

async function readReport() {
  // what is accepted is written within the second
  await pause(2_000)
  const reader = new PulseReader({ apiKey: pulse.queryKey, apiUrl: pulse.url })
  return reader.query({
    server: { version: true },
    project: {
      analytics: [
        { range: { period: 'LAST_24_HOURS' } },
        {
          stats: { current: { events: true } },
          breakdown: [{ by: 'EVENT', metrics: ['EVENTS'], first: 1 }, { nodes: { value: true, events: true } }],
        },
      ],
    },
  })
}

async function runServerSnippet(): Promise<void> {
  const file = join(pulse.folder, 'snippet.mjs')
  writeFileSync(file, await bundle('server', pulse.url, 'node'))
  const { status, stderr } = spawnSync(process.execPath, [file])
  expect(stderr.toString()).toBe('')
  expect(status).toBe(0)
}

async function runBrowserSnippet(): Promise<void> {
  const collector = await new Collector(pulse.url).start()
  const site = await new Site(collector.url, pulse.key).start()
  const browser = await launch()
  site.files['/snippet.js'] = await bundle('browser', collector.url, 'browser')
  site.tag = '<script type="module" src="/snippet.js"></script>'
  const page = await (await visitor(browser)).newPage()
  await page.goto(`${site.url.replace('localhost', 'snippet.localhost')}/?utm_source=letter`)
  await until(() => collector.of('event').length === 2)
  await page.close({ runBeforeUnload: true })
  await until(() => collector.of('web_vital').length >= 4 && collector.of('scroll_depth').length)
  await browser.close()
  await site.stop()
  await collector.stop()
}

beforeAll(async () => {
  await pulse.start()
  await runServerSnippet()
  await runBrowserSnippet()
  await sendThroughRestarts()
  report = await readReport()
  stored = await pulse.rows()
}, 400_000)
afterAll(async () => {
  await pulse.stop()
  pulse.remove()
})

test('the documented server snippet arrives', () => {
  const rows = stored.filter(({ name }) => name === 'subscription_renewed')
  expect(rows.map(({ type, data }) => [type, JSON.parse(data) as unknown])).toEqual([['event', { plan: 'enterprise', mrr: 499 }]])
})

test('the documented browser snippet arrives, with its page, its vitals and its depth', () => {
  const rows = stored.filter(({ hostname }) => hostname === 'snippet.localhost')
  const of = (type: string) => rows.filter((row) => row.type === type)
  expect(of('pageview').map(({ path }) => path)).toEqual(['/'])
  expect(of('event').map(({ name, data }) => [name, data && (JSON.parse(data) as unknown)])).toEqual(
    expect.arrayContaining([
      ['signup_complete', { method: 'google' }],
      ['purchase', ''],
    ]),
  )
  expect(of('scroll_depth')).toHaveLength(1)
  expect(new Set(of('web_vital').map(({ name }) => name)).size).toBe(of('web_vital').length)
})

test('the read client reads it back', () => {
  expect(report.errors).toEqual([])
  expect(report.data.project?.analytics.breakdown?.nodes).toEqual([{ value: 'restart', events: EVENTS }])
  expect(report.data.project?.analytics.stats?.current.events).toBe(stored.filter(({ type }) => type === 'event').length)
})

test('of what was sent while the server was stopped, killed and started, all arrives, and once', () => {
  const numbers = stored.filter(({ name }) => name === 'restart').map(({ data }) => (JSON.parse(data) as { n: number }).n)
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: EVENTS }, (_, n) => n))
})
