import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Api } from './api'
import { card, launch, LONG, rows, shows, signedIn } from './page'
import { BROWSERS } from './seed'

const keys = inject('keys')
const api = new Api(keys)
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

const STATS = `query ($range: RangeInput, $where: FilterInput) { project { analytics(range: $range, where: $where) {
  stats { current { visitors sessions pageviews bounceRate events } } } } }`

interface Numbers {
  visitors: number
  sessions: number
  pageviews: number
  bounceRate: number
  events: number
}

async function stats(variables: Record<string, unknown>): Promise<Numbers> {
  const answer = await api.graphql<{ project: { analytics: { stats: { current: Numbers } } } }>(STATS, variables)
  return answer.project.analytics.stats.current
}

const is = (dimension: string, op: string, ...values: string[]) => ({ is: { dimension, op, values } })

async function showsAll(page: Page, numbers: Numbers): Promise<void> {
  for (const [metric, value] of Object.entries(numbers) as [keyof Numbers, number][]) await shows(page, metric, value)
}

describe('the numbers', () => {
  it('are those of the API', async () => {
    const page = await signedIn(browser, keys, '?range=30d')
    await showsAll(page, await stats({ range: { period: 'LAST_30_DAYS' } }))
    const { current } = await api.rest<{ current: Record<string, number> }>('/api/v1/stats')
    expect(await card(page, 'visitors')).toBe(current.visitors)
    const { device_types: devices } = await api.rest<{ device_types: { name: string; visitors: number }[] }>('/api/v1/devices')
    expect(await rows(page, 'Devices')).toEqual(devices.map(({ name, visitors }) => [name, visitors]))
    const { data } = await api.rest<{ data: { name: string; count: number }[] }>('/api/v1/events')
    expect(await rows(page, 'Events')).toEqual(data.map(({ name, count }) => [name, count]))
    await page.context().close()
  })

  it('come with one request and one socket', async () => {
    const page = await signedIn(browser, keys, '/settings')
    const requests: string[] = []
    const sockets: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) requests.push(request.postData() ?? '')
    })
    page.on('websocket', (socket) => sockets.push(socket.url()))
    const others: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(keys.url)) others.push(request.url())
    })
    await page.goto(`${keys.url}/dashboard`)
    await card(page, 'visitors')
    await rows(page, 'Pages')
    await page.waitForLoadState('networkidle')
    expect(requests).toHaveLength(1)
    expect(sockets).toHaveLength(1)
    expect(others).toEqual([])
    await page.context().close()
  })

  it('can be read as a table instead of the chart', async () => {
    const page = await signedIn(browser, keys, '?range=7d&compare=off')
    await page.getByRole('button', { name: 'As a table' }).click()
    const table = page.getByRole('region', { name: 'Visitors over time' })
    await table.waitFor()
    expect(await table.locator('tbody tr').count()).toBe(7)
    expect(await table.locator('tbody tr').last().textContent()).toContain('not over yet')
    await page.context().close()
  })
})

describe('live', () => {
  it('a new event appears without reload', async () => {
    const page = await signedIn(browser, keys)
    const before = await card(page, 'events')
    await page.getByText(/^\d+ now$/).waitFor()
    const name = `hello_${String(Date.now())}`
    const sent = performance.now()
    await api.collect([{ type: 'event', name, visitor_id: 'live visitor', path: '/' }], BROWSERS.Firefox)
    await page.getByRole('button', { name: `Filter by ${name}` }).waitFor()
    console.log(`an event was on the page ${(performance.now() - sent).toFixed(0)} ms after it was sent`)
    await shows(page, 'events', before + 1)
    await page.context().close()
  })
})

describe('filters', () => {
  it('come from a click, stand in the address, and go with the back button', async () => {
    const page = await signedIn(browser, keys)
    const all = await stats({})
    await shows(page, 'pageviews', all.pageviews)
    await page.getByRole('button', { name: 'Filter by /pricing' }).click()
    expect(page.url()).toContain('f=page%7Eis%7E')
    await page.getByRole('button', { name: 'Change filter: Page is /pricing' }).waitFor()
    const some = await stats({ where: is('PAGE', 'IS', '/pricing') })
    expect(some.pageviews).toBeLessThan(all.pageviews)
    await showsAll(page, some)
    await page.goBack()
    await shows(page, 'pageviews', all.pageviews)
    await page.context().close()
  })

  it('exclude with Alt', async () => {
    const page = await signedIn(browser, keys)
    await page.getByRole('button', { name: 'Filter by Mobile' }).click({ modifiers: ['Alt'] })
    await showsAll(page, await stats({ where: is('DEVICE', 'IS_NOT', 'Mobile') }))
    await page.getByRole('button', { name: /^Remove filter: Device is not Mobile/ }).click()
    await showsAll(page, await stats({}))
    await page.context().close()
  })

  it('come with the address', async () => {
    const where = { and: [is('PAGE', 'MATCHES', '/teas/**'), is('DEVICE', 'IS', 'Desktop')] }
    const page = await signedIn(browser, keys, '?f=page~matches~%252Fteas%252F**&f=device~is~Desktop')
    await showsAll(page, await stats({ where }))
    await page.context().close()
  })
})

describe('the range', () => {
  it('is chosen from presets', async () => {
    const page = await signedIn(browser, keys)
    await page.getByRole('button', { name: /^Range/ }).click()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    expect(page.url()).toContain('range=7d')
    await showsAll(page, await stats({ range: { period: 'LAST_7_DAYS' } }))
    await page.context().close()
  })

  it('is any two days of the address', async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    const [startAt, endAt] = [day(20), day(10)]
    const page = await signedIn(browser, keys, `?from=${startAt}&to=${endAt}`)
    await showsAll(page, await stats({ range: { startAt, endAt } }))
    await page.context().close()
  })
})

describe('a panel', () => {
  it('fails alone', async () => {
    const page = await signedIn(browser, keys, '/settings')
    // the real answer, with one field lost on the way
    await page.route('**/graphql', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { data: { project: { analytics: Record<string, unknown> } } }
      body.data.project.analytics.countries = null
      const path = ['project', 'analytics', 'countries']
      await route.fulfill({ json: { ...body, errors: [{ message: 'The warehouse is not available right now.', path, extensions: { code: 'UNAVAILABLE' } }] } })
    })
    // a range that is over: nothing comes through the socket
    await page.goto(`${keys.url}/dashboard?range=yesterday`)
    const locations = page.getByRole('region', { name: 'Locations', exact: true })
    await locations.getByRole('alert').waitFor()
    expect(await locations.textContent()).toContain('The warehouse is not available right now.')
    expect(await page.getByRole('alert').count()).toBe(1)
    await page.context().close()
  })

  it('opens in full: to search, to order, to take along', async () => {
    const page = await signedIn(browser, keys)
    await page.getByRole('button', { name: 'Actions of Pages' }).click()
    await page.getByRole('menuitem', { name: 'Details' }).click()
    const dialog = page.getByRole('dialog', { name: 'Top pages' })
    await dialog.locator('tbody tr').first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^top-pages-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    await dialog.getByRole('searchbox').fill('teas')
    await expect.poll(() => dialog.locator('tbody tr').allTextContents(), LONG).toHaveLength(2)
    await dialog.getByRole('button', { name: 'Sort by Page views' }).click()
    await expect.poll(() => dialog.locator('[aria-sort="descending"]').textContent(), LONG).toBe('Page views')
    await page.context().close()
  })

  it('shows its query, which can be asked as it stands', async () => {
    const page = await signedIn(browser, keys)
    await page.getByRole('button', { name: 'Actions of Devices' }).click()
    await page.getByRole('menuitem', { name: 'Show query' }).click()
    await page.getByRole('dialog').locator('pre').first().waitFor()
    const [document, variables, curl, snippet] = await page.getByRole('dialog').locator('pre').allTextContents()
    const answer = await api.graphql<{ project: { analytics: { breakdown: { nodes: unknown[] } } } }>(
      document ?? '',
      JSON.parse(variables ?? '') as Record<string, unknown>,
    )
    expect(answer.project.analytics.breakdown.nodes).toHaveLength(2)
    expect(curl).toContain(`${keys.url}/graphql`)
    expect(await run(snippet ?? '', 'data')).toEqual(answer)
    await page.context().close()
  })

  it('shows its query as TypeScript too, whatever it asks', async () => {
    const page = await signedIn(browser, keys, '?range=7d')
    await page.getByRole('button', { name: 'Actions of Key numbers' }).click()
    await page.getByRole('menuitem', { name: 'Show query' }).click()
    const file = page.getByRole('dialog').getByRole('link', { name: 'As CSV' })
    await file.waitFor()
    const snippet = await page.getByRole('dialog').locator('pre').nth(3).textContent()
    const answers = (await run(snippet ?? '', 'answers')) as { data: { project: { analytics: Record<string, unknown> } }; errors: unknown[] }[]
    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    expect(answers[0]?.data.project.analytics.stats).toMatchObject({ current: await stats({ range: { period: 'LAST_7_DAYS' } }) })
    const [saved] = await Promise.all([page.waitForEvent('download'), file.click()])
    expect(saved.suggestedFilename()).toMatch(/^stats.*\.csv$/)
    await page.context().close()
  })
})

/** Run a snippet as whoever copied it would, with a key in its place. Returns what it named. */
async function run(snippet: string, name: string): Promise<unknown> {
  const file = fileURLToPath(new URL('../../test-results/snippet.mjs', import.meta.url))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${snippet.replace('YOUR_QUERY_KEY', keys.query)}\nconsole.log(JSON.stringify(${name}))\n`)
  const { stdout } = await promisify(execFile)(process.execPath, [file])
  return JSON.parse(stdout) as unknown
}
