import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { card, launch, LONG, shows, signedIn, visit } from './page'

const keys = inject('keys')
const api = new Api(keys)
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

it('annotates a moment, and marks it in the chart', async () => {
  const page = await signedIn(browser, keys, '?range=7d')
  await page.getByRole('button', { name: 'Add an annotation' }).click()
  await page.getByLabel('What happened').fill('New checkout')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Change the annotation: .*New checkout$/ }).waitFor()
  const kept = await api.graphql<{ project: { annotations: { nodes: { text: string }[] } } }>(
    '{ project { annotations(first: 1) { nodes { text } } } }',
  )
  expect(kept.project.annotations.nodes).toEqual([{ text: 'New checkout' }])
  await page.context().close()
})

it('keeps filters as a segment, and compares it with everybody', async () => {
  const page = await signedIn(browser, keys, '?f=device~is~Mobile')
  const some = await card(page, 'visitors')
  await page.getByRole('button', { name: /^Segment/ }).click()
  await page.getByRole('menuitem', { name: 'Save these filters as a segment' }).click()
  await page.getByLabel('Name').fill('On phones')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Segment: On phones' }).waitFor()
  await page.goto(`${keys.url}/dashboard/segments`)
  const row = page.getByRole('row', { name: /^On phones/ })
  const cell = row.locator('[data-metric="visitors"]')
  await expect.poll(() => cell.getAttribute('title'), LONG).toBe(String(some))
  await page.context().close()
})

it('shows goals with the numbers of the API', async () => {
  const made = await api.graphql<{ createGoal: { id: string } }>(
    'mutation { createGoal(name: "Buys", goalType: EVENT, config: { eventName: "purchase" }) { id } }',
  )
  const { project } = await api.graphql<{ project: { analytics: { goal: { conversions: number } } } }>(
    `{ project { analytics(range: { period: LAST_30_DAYS }) { goal(id: "${made.createGoal.id}") { conversions } } } }`,
  )
  const page = await signedIn(browser, keys)
  const cell = page.getByRole('region', { name: 'Goals', exact: true }).locator('tbody td').first()
  await expect.poll(() => cell.textContent(), LONG).toBe(String(project.analytics.goal.conversions))
  await page.context().close()
})

it('makes an experiment and starts it', async () => {
  const page = await signedIn(browser, keys, '/experiments')
  await page.getByRole('button', { name: 'New experiment' }).click()
  await page.getByLabel('Name').fill('Green button')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Actions of Green button' }).click()
  await page.getByRole('menuitem', { name: 'Start' }).click()
  await page.getByText('Running').waitFor()
  await page.context().close()
})

it('builds a survey with the tracker’s own preview', async () => {
  const page = await signedIn(browser, keys, '/surveys')
  await page.getByRole('button', { name: 'New survey' }).click()
  await page.getByLabel('Name').fill('How was it?')
  await page.getByLabel('Question 1', { exact: false }).last().fill('Would you come again?')
  await page.locator('pulse-survey legend').getByText('Would you come again?').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Show the results of How was it?' }).waitFor()
  await page.context().close()
})

it('shows a share to whoever has its address, and the locked one with its password', async () => {
  const { open, locked } = await api.graphql<Record<'open' | 'locked', { token: string }>>(
    `mutation { open: createShare(name: "For all") { token }
      locked: createShare(name: "For some", password: "tea and cake") { token } }`,
  )
  const { current } = await api.rest<{ current: { visitors: number } }>('/api/v1/stats')
  const page = await visit(browser)
  await page.goto(`${keys.url}/share/${open.token}`)
  await shows(page, 'visitors', current.visitors)
  await page.goto(`${keys.url}/share/${locked.token}`)
  await page.getByRole('textbox', { name: 'Password' }).fill('guessed')
  await page.getByRole('button', { name: 'Show it' }).click()
  await page.locator('[data-error]').first().waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill('tea and cake')
  await page.getByRole('button', { name: 'Show it' }).click()
  await shows(page, 'visitors', current.visitors)
  expect(await page.getByRole('button', { name: 'Add an annotation' }).count()).toBe(0)
  await page.goto(`${keys.url}/share/nothing-is-here`)
  await page.getByText('There is no such dashboard', { exact: false }).waitFor()
  await page.context().close()
})

it('lets whoever manages change how long events are kept', async () => {
  const project = await api.admin<{ id: string }>('POST', '', { name: 'Kept', domain: 'kept.example' })
  const { key } = await api.newKey('admin', project.id)
  const page = await signedIn(browser, keys, '/settings', key)
  await page.getByLabel('Keep events for how many days').fill('90')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const kept = await api.graphql(`{ project(id: "${project.id}") { retentionDays } }`, {}, key)
  expect(kept).toEqual({ project: { retentionDays: 90 } })
  await page.context().close()
})

it('says why nothing comes', async () => {
  const project = await api.admin<{ id: string }>('POST', '', { name: 'Silent', domain: 'silent.example' })
  const page = await signedIn(browser, keys, '', (await api.newKey('admin', project.id)).key)
  await page.getByText('This browser reaches the script', { exact: false }).waitFor()
  await fetch(`${keys.url}/api/collect`, {
    method: 'POST',
    headers: { 'X-Pulse-Key': 'pa_live_000000000000000000000000', Origin: 'https://silent.example' },
    body: '{"type":"pageview","path":"/"}',
  })
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByText('1 refused from silent.example: Invalid API key.').waitFor()
  await page.context().close()
})

it('shows the operator all projects', async () => {
  const page = await signedIn(browser, keys, '/projects', keys.token)
  const { current } = await api.rest<{ current: { visitors: number } }>('/api/v1/stats')
  const number = page.locator(`[data-project="${keys.project}"]`)
  await expect.poll(() => number.textContent(), LONG).toBe(String(current.visitors))
  await page.context().close()
})
