/** The pages of the analysis modules: each shows what the API says, to everybody, on every screen. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Api } from './api'
import { findings, stands } from './axe'
import { go, launch, LONG, signedIn } from './page'

const keys = inject('keys')
const api = new Api(keys)
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launch()
  page = await signedIn(browser, keys, '/settings', keys.query, { reducedMotion: 'reduce' })
})
afterAll(async () => {
  await browser.close()
})

const open = (path: string) => go(page, path)

/** The report's part of the API's answer over the last 30 days. */
async function report<T>(fields: string): Promise<T> {
  const query = `{ project { analytics(range: { period: LAST_30_DAYS }) { ${fields} } } }`
  return (await api.graphql<{ project: { analytics: T } }>(query)).project.analytics
}

/** Wait until a figure shows the number. */
const figure = (id: string, value: number) =>
  expect.poll(() => page.locator(`[data-figure="${id}"]`).getAttribute('data-value'), LONG).toBe(String(value))

const panel = (name: string | RegExp) => page.getByRole('region', { name, exact: true }).first()

/** The first cell of each row of a panel's table, as it is read. */
async function firstCells(name: string): Promise<string[]> {
  const cells = panel(name).locator('tbody th')
  await cells.first().waitFor()
  return (await cells.allTextContents()).map((text) => text.trim())
}

it('funnels are built, told apart, and lead to who was lost', async () => {
  await open('/funnels')
  await page.getByRole('button', { name: 'New funnel' }).click()
  const form = page.getByRole('dialog', { name: 'New funnel' })
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('This is needed.').first().waitFor()
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('To the cart')
  await form.getByLabel('Step 1: Path').fill('teas')
  await form.getByText('A path begins with a slash.').waitFor()
  await form.getByLabel('Step 1: Path').fill('/teas')
  // leaving the field closes its list of pages
  await form.getByLabel('Step 1: Label (optional)').focus()
  await form.getByRole('radiogroup', { name: 'Step 2: Kind' }).getByText('Event').click()
  await form.getByLabel('Step 2: Name of the event').fill('add_to_cart')
  expect(await findings(page, '[role="dialog"]')).toEqual([])
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  const { project } = await api.graphql<{ project: { funnels: { nodes: { id: string }[] } } }>('{ project { funnels { nodes { id } } } }')
  const id = project.funnels.nodes[0]?.id ?? ''
  const { funnel } = await report<{ funnel: { overallConversion: number; steps: { visitors: number; dropOff: number }[] } }>(
    `funnel(id: "${id}") { overallConversion steps { visitors dropOff } }`,
  )
  await figure('overall', funnel.overallConversion)
  const shown = page.locator('[data-step]')
  expect(await shown.evaluateAll((steps) => steps.map((step) => Number(step.getAttribute('data-value'))))).toEqual(
    funnel.steps.map(({ visitors }) => visitors),
  )
  await page.getByRole('button', { name: `${String(funnel.steps[1]?.dropOff)} go no further` }).click()
  const lost = panel('Who came to “/teas” and no further')
  await lost.locator('tbody tr').first().waitFor()
  await stands(page, 'main')
  await lost.locator('tbody a').first().click()
  await page.getByRole('list', { name: 'What happened' }).getByText('/teas').first().waitFor()
})

it('goals are made, and count what the API counts', async () => {
  await open('/goals')
  await page.getByRole('button', { name: 'New goal' }).click()
  const form = page.getByRole('dialog', { name: 'New goal' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Purchase')
  await form.getByRole('combobox', { name: 'What counts' }).click()
  await page.getByRole('option', { name: 'An event happens' }).click()
  await form.getByLabel('Name of the event').fill('purchase')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  const { project } = await api.graphql<{ project: { goals: { nodes: { id: string }[] } } }>('{ project { goals { nodes { id } } } }')
  const { goal } = await report<{ goal: { conversions: number; conversionRate: number; totalRevenue: number } }>(
    `goal(id: "${project.goals.nodes[0]?.id ?? ''}") { conversions conversionRate totalRevenue }`,
  )
  await figure('conversions', goal.conversions)
  await figure('rate', goal.conversionRate)
  await figure('revenue', goal.totalRevenue)
  await page.getByRole('button', { name: 'Actions of Goal' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'Say what you want to happen' }).waitFor()
})

it('retention shows each cell that is known', async () => {
  await open('/retention')
  const { retention } = await report<{ retention: { cohorts: { cells: { percentage: number | null }[] }[] } }>(
    'retention { cohorts { cells { percentage } } }',
  )
  const cells = page.locator('td[data-value]')
  await cells.first().waitFor()
  const known = retention.cohorts.flatMap((cohort) => cohort.cells.flatMap(({ percentage }) => percentage ?? []))
  expect(await cells.evaluateAll((found) => found.map((cell) => Number(cell.getAttribute('data-value'))))).toEqual(known)
})

it('cohorts stand side by side, by week and by month', async () => {
  await open('/cohorts?by=month&of=revenue')
  const { cohorts } = await report<{ cohorts: { cohorts: { visitors: number }[] } }>(
    'cohorts(groupBy: MONTH, metric: REVENUE) { cohorts { visitors } }',
  )
  const cells = panel('Periods side by side').locator('tbody td:nth-child(2)')
  await cells.first().waitFor()
  expect((await cells.allTextContents()).map(Number)).toEqual(cohorts.cohorts.map(({ visitors }) => visitors))
})

it('paths lead from page to page, both ways', async () => {
  await open('/paths?page=/teas')
  const { paths } = await report<{ paths: { flows: { nextPath: string }[] } }>('paths(path: "/teas", first: 12) { flows { nextPath } }')
  const names = panel('Next page').locator('li > span:first-child')
  await names.first().waitFor()
  const shown = paths.flows.map(({ nextPath }) => (nextPath === '(exit)' ? 'Leaves the site' : nextPath))
  expect(await names.allTextContents()).toEqual(shown)
  const next = paths.flows.find(({ nextPath }) => nextPath.startsWith('/'))?.nextPath ?? ''
  await page.getByRole('button', { name: `Look from ${next}:` }).first().click()
  await expect.poll(() => page.url(), LONG).toContain(`page=${encodeURIComponent(next)}`)
  await page.getByText('Where they come from').click()
  await panel('Page before').locator('li').first().waitFor()
})

it('lifecycle and stickiness are those of the API', async () => {
  await open('/lifecycle')
  const { stickiness } = await report<{ stickiness: { average: number; visitors: number } }>(
    'stickiness(interval: WEEK) { average visitors }',
  )
  await figure('average', stickiness.average)
  await figure('visitors', stickiness.visitors)
  await page.getByRole('img', { name: /^Where active visitors come from/ }).waitFor()
})

it('web vitals are rated, over time and by page', async () => {
  await open('/vitals')
  const { webVitals } = await report<{ webVitals: { metric: string; p75: number }[] }>('webVitals { metric p75 }')
  for (const { metric, p75 } of webVitals)
    await expect.poll(() => page.locator(`[data-vital="${metric}"]`).getAttribute('data-value'), LONG).toBe(String(p75))
  const { webVitalsBy } = await report<{ webVitalsBy: { nodes: { value: string }[] } }>('webVitalsBy { nodes { value } }')
  expect(await firstCells('Where it is slow')).toEqual(webVitalsBy.nodes.map(({ value }) => value))
  await stands(page, 'main')
  await panel('Where it is slow').getByRole('button', { name: /^Filter by/ }).first().click()
  await page.getByRole('button', { name: /^Change filter: Page is/ }).waitFor()
})

it('errors are counted, opened, and resolved', async () => {
  await open('/errors')
  const { errorStats } = await report<{ errorStats: { totalErrors: number; errorRate: number } }>('errorStats { totalErrors errorRate }')
  await figure('total', errorStats.totalErrors)
  await figure('rate', errorStats.errorRate)
  await stands(page, 'main')
  await page.getByRole('button', { name: 'TypeError: cart is null' }).click()
  await page.getByText('at add (app.js:12:3)').waitFor()
  await page.getByRole('button', { name: 'Resolve' }).click()
  await page.getByRole('button', { name: 'Open again' }).waitFor()
  const { errors } = await report<{ errors: { nodes: { status: string }[] } }>('errors { nodes { status } }')
  expect(errors.nodes.map(({ status }) => status)).toEqual(['RESOLVED'])
})

it('heatmaps draw the clicks of a page', async () => {
  await open('/heatmaps')
  const { clickedPages } = await report<{ clickedPages: { nodes: { path: string }[] } }>('clickedPages { nodes { path } }')
  const path = clickedPages.nodes[0]?.path ?? ''
  const { heatmap } = await report<{ heatmap: { totalClicks: number; clicks: { selector: string; count: number }[] } }>(
    `heatmap(path: "${path}", first: 1000) { totalClicks clicks { selector count } }`,
  )
  await page.getByRole('img', { name: `${String(heatmap.totalClicks)} clicks on ${path}`, exact: false }).waitFor()
  const onBuy = heatmap.clicks.filter(({ selector }) => selector === 'a.buy').reduce((sum, { count }) => sum + count, 0)
  const row = panel('Most clicked').getByRole('row', { name: 'Mark a.buy on the page' })
  expect(Number(await row.locator('td').first().textContent())).toBe(onBuy)
  const warm = () =>
    page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      return pixels.some((value, index) => index % 4 === 3 && value > 0)
    })
  await expect.poll(warm, LONG).toBe(true)
  const picture = { name: 'page.png', mimeType: 'image/png', buffer: await page.screenshot() }
  await page.locator('input[type="file"]').setInputFiles({ ...picture, buffer: Buffer.from('no picture') })
  await page.getByText('This file is no picture.').waitFor()
  await page.locator('input[type="file"]').setInputFiles(picture)
  await page.getByRole('button', { name: 'Take the picture away' }).waitFor()
  await expect.poll(() => page.locator('canvas').count(), LONG).toBe(2)
})

it('site search tells what is looked for, and what is not found', async () => {
  await open('/search')
  const { searchTotals, none } = await report<{
    searchTotals: { count: number; zeroResultsRate: number }
    none: { nodes: { query: string }[] }
  }>('searchTotals { count zeroResultsRate } none: searches(fruitless: true) { nodes { query } }')
  await figure('count', searchTotals.count)
  await figure('zeroRate', searchTotals.zeroResultsRate)
  expect(await firstCells('What is not found')).toEqual(none.nodes.map(({ query }) => query))
})

it('scroll depth and ways out list what the API has', async () => {
  await open('/scroll')
  const { scrollDepth, outlinks } = await report<Record<'scrollDepth' | 'outlinks', { nodes: Record<string, string>[] }>>(
    'scrollDepth(first: 20) { nodes { path } } outlinks(first: 25) { nodes { value } }',
  )
  expect(await firstCells('By page')).toEqual(scrollDepth.nodes.map(({ path }) => path))
  await open('/outlinks')
  expect(await firstCells('Ways out')).toEqual(outlinks.nodes.map(({ value }) => value))
})

it('visits open to what happened, and to their visitor', async () => {
  await open('/visits')
  const { sessions } = await report<{ sessions: { sessions: number; bounceRate: number } }>('sessions { sessions bounceRate }')
  await figure('sessions', sessions.sessions)
  await figure('bounceRate', sessions.bounceRate)
  await panel('Visits').locator('tbody tr').first().waitFor()
  await panel('Visits').locator('tbody tr').nth(1).getByRole('link').first().click()
  await page.getByRole('list', { name: 'What happened' }).locator('li').first().waitFor()
  await stands(page, 'main')
  await page.getByRole('link', { name: /^Visitor [0-9a-f]{16}$/ }).click()
  await panel('Visits in this range').locator('tbody tr').first().waitFor()
  await stands(page, 'main')
})

it('exports are files that the session may fetch', async () => {
  await open('/exports')
  const link = page.getByRole('link', { name: 'Download: Pages, CSV', exact: true })
  await link.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toMatch(/^pages_.*\.csv$/)
})

describe('a module that is off', () => {
  it('says what it would show, and is switched on there', async () => {
    await api.admin('PUT', `/${keys.project}/modules`, { modules: [{ name: 'scroll_depth', enabled: false }] })
    const admin = await signedIn(browser, keys, '/scroll', keys.token, { reducedMotion: 'reduce' })
    await admin.getByText('How far down pages are read.').waitFor()
    await admin.getByRole('button', { name: 'Switch it on' }).click()
    await admin.getByRole('region', { name: 'By page', exact: true }).locator('tbody tr').first().waitFor()
    await admin.context().close()
  })
})
