/** What whoever manages a project changes there: each page shows what the API says before, and the API what was done after. */

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { go, launch, LONG, signedIn } from './page'
import { BROWSERS, plant } from './seed'

let browser: Browser
let page: Page
let shop: Api

beforeAll(async () => {
  browser = await launch()
  shop = await new Api(inject('keys')).anotherProject('Managed')
  await plant(shop)
  shop.keys.query = (await shop.newKey('admin')).key
  page = await signedIn(browser, shop.keys, '/settings')
})
afterAll(async () => {
  await browser.close()
})

/** The project's part of an answer. */
async function project<T>(fields: string): Promise<T> {
  return (await shop.graphql<{ project: T }>(`{ project { ${fields} } }`)).project
}

/** Open a page and, from the menu of one of its rows, the form that changes it. */
async function edit(path: string, name: string, title = `Change ${name}`) {
  await go(page, path)
  await page.getByRole('button', { name: `Actions of ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Change' }).click()
  return page.getByRole('dialog', { name: title })
}

async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
}

const cells = (panel: string, column: number) =>
  page.getByRole('region', { name: panel, exact: true }).first().locator(`tbody tr > :nth-child(${String(column)})`)

it('an alert is changed, and what is not changed stays', async () => {
  const form = await edit('/alerts', 'Silence')
  expect(await form.getByLabel('Threshold').inputValue()).toBe('1')
  await form.getByLabel('Threshold').fill('25')
  await form.getByLabel('Mail to').fill('ann@shop.example')
  await save(form)
  await page.getByText('Visitors below 25 in 60 min').waitFor()
  const { alerts } = await project<{ alerts: { nodes: unknown[] } }>(
    'alerts { nodes { threshold windowMinutes operator notifyChannels { type address } } }',
  )
  expect(alerts.nodes).toEqual([
    { threshold: 25, windowMinutes: 60, operator: 'LT', notifyChannels: [{ type: 'EMAIL', address: 'ann@shop.example' }] },
  ])
})

it('a share is renamed and put behind a password', async () => {
  const form = await edit('/sharing', 'For the board')
  expect(await form.getByLabel('Other sites may show it in a frame').isChecked()).toBe(true)
  await form.getByLabel('Name').fill('For the council')
  await form.getByLabel('Password', { exact: true }).fill('tea and cake')
  await save(form)
  await page.getByRole('link', { name: 'For the council' }).waitFor()
  const { shares } = await project<{ shares: { nodes: unknown[] } }>('shares { nodes { name passwordProtected embed badge } }')
  expect(shares.nodes).toEqual([{ name: 'For the council', passwordProtected: true, embed: true, badge: false }])
})

it('a webhook is called for something else, and stays signed', async () => {
  const form = await edit('/webhooks', 'https://hooks.example/pulse')
  await form.getByLabel('a traffic spike').check()
  await save(form)
  const { webhooks } = await project<{ webhooks: { nodes: unknown[] } }>('webhooks { nodes { url events signed } }')
  expect(webhooks.nodes).toEqual([{ url: 'https://hooks.example/pulse', events: ['DAILY_SUMMARY', 'TRAFFIC_SPIKE'], signed: true }])
})

it('a survey is changed while it is a draft, and counts the answers that the API counts', async () => {
  const form = await edit('/surveys', 'How was it?')
  await form.getByLabel('Question 1', { exact: false }).last().fill('Would you come back?')
  await save(form)
  const { surveys } = await project<{ surveys: { nodes: { id: string; questions: { id: string; text: string }[] }[] } }>(
    'surveys { nodes { id questions { id text } } }',
  )
  const [survey] = surveys.nodes
  expect(survey?.questions).toEqual([{ id: 'q1', text: 'Would you come back?' }])
  await page.getByRole('button', { name: 'Actions of How was it?' }).click()
  await page.getByRole('menuitem', { name: 'Activate' }).click()
  await page.getByText('Active', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Actions of How was it?' }).click()
  expect(await page.getByRole('menuitem', { name: 'Change' }).count(), 'nobody changes what is being answered').toBe(0)
  await page.keyboard.press('Escape')
  const answers = [10, 9, 3].map((value, index) => ({
    type: 'survey_response',
    survey_id: survey?.id,
    answers: [{ question_id: 'q1', value }],
    completed: true,
    visitor_id: `v${String(index)}`,
  }))
  await shop.collect(answers, BROWSERS.Chrome)
  const question = `surveyStats(id: "${survey?.id ?? ''}") { totalResponses questions { distribution { value count } } }`
  interface Stats {
    surveyStats: { totalResponses: number; questions: { distribution: { value: string; count: number }[] }[] }
  }
  await expect.poll(async () => (await project<Stats>(question)).surveyStats.totalResponses, LONG).toBe(answers.length)
  const { surveyStats } = await project<Stats>(question)
  await page.reload()
  await expect.poll(() => page.locator('[data-figure="totalResponses"]').getAttribute('data-value'), LONG).toBe('3')
  expect((await cells('Would you come back?', 2).allTextContents()).map(Number)).toEqual(
    surveyStats.questions[0]?.distribution.map(({ count }) => count),
  )
})

it('an experiment shows each variant with the visitors that the API counts', async () => {
  const { experiments } = await project<{ experiments: { nodes: { id: string }[] } }>('experiments { nodes { id } }')
  const id = experiments.nodes[0]?.id ?? ''
  await shop.graphql(
    `mutation { ${['ann', 'bob', 'cy'].map((who) => `${who}: assignVariant(id: "${id}", visitorId: "${who}") { variant }`).join(' ')} }`,
    {},
    shop.keys.ingest,
  )
  interface Results {
    experimentResults: { results: { variant: string; visitors: number }[] }
  }
  const results = async () => (await project<Results>(`experimentResults(id: "${id}") { results { variant visitors } }`)).experimentResults.results
  await expect.poll(async () => (await results()).reduce((sum, { visitors }) => sum + visitors, 0), LONG).toBe(3)
  await go(page, '/experiments')
  await cells('Results: Green button', 2).first().waitFor()
  expect((await cells('Results: Green button', 2).allTextContents()).map(Number)).toEqual((await results()).map(({ visitors }) => visitors))
})

it('annotations are listed and changed', async () => {
  const form = await edit('/annotations', 'New checkout', 'Change the annotation')
  await form.getByLabel('What happened').fill('Newer checkout')
  await save(form)
  await page.getByText('Newer checkout').waitFor()
  const { annotations } = await project<{ annotations: { nodes: unknown[] } }>('annotations { nodes { text link } }')
  expect(annotations.nodes).toEqual([{ text: 'Newer checkout', link: 'https://shop.example/news' }])
})

it('settings change where the site is, and who gets the numbers by mail', async () => {
  await go(page, '/settings')
  await page.getByLabel('Domain').fill('tea.example')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Vienna')
  await page.getByRole('option', { name: 'Europe/Vienna' }).click()
  await page.getByRole('combobox', { name: 'Currency' }).fill('EUR')
  await page.getByRole('option', { name: 'EUR' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  expect(await project('domain timezone currency')).toEqual({ domain: 'tea.example', timezone: 'Europe/Vienna', currency: 'EUR' })
  await page.getByRole('button', { name: 'New recipient' }).click()
  const form = page.getByRole('dialog', { name: 'New recipient' })
  await form.getByLabel('Mail address').fill('bob@shop.example')
  await save(form)
  await page.getByRole('button', { name: 'Actions of bob@shop.example' }).waitFor()
  const { subscribers } = await project<{ subscribers: { nodes: { address: string }[] } }>('subscribers { nodes { address } }')
  expect(await cells('Reports by mail', 1).allTextContents()).toEqual(subscribers.nodes.map(({ address }) => address))
})

it('the audit log tells all of it', async () => {
  await go(page, '/audit')
  await page.getByText('Webhook changed').waitFor()
  const { auditLog } = await project<{ auditLog: { nodes: { given: string }[] } }>('auditLog(first: 25) { nodes { given } }')
  expect(await cells('Audit log', 1).count()).toBe(auditLog.nodes.length)
  await page.getByText('timezone Europe/Vienna').waitFor()
})

it('a key that only asks has no audit log and no webhooks', async () => {
  const guest = await signedIn(browser, shop.keys, '/audit', (await shop.newKey('query')).key)
  await guest.getByText('This session can only look.', { exact: false }).waitFor()
  expect(await guest.getByRole('link', { name: 'Webhooks' }).count()).toBe(0)
  await guest.context().close()
})

it('gives everything of one visitor, and erases it', async () => {
  await shop.collect([{ type: 'pageview', path: '/once', visitor_id: 'gone' }], BROWSERS.Chrome)
  const { analytics } = await project<{ analytics: { visitorHashes: string[] } }>('analytics { visitorHashes(visitorId: "gone") }')
  const [visitor = ''] = analytics.visitorHashes
  const views = async () => (await shop.graphql<{ project: { analytics: { visits: { totalCount: number } } } }>(
    `{ project { analytics(range: { period: TODAY }) { visits(visitor: "${visitor}") { totalCount } } } }`,
  )).project.analytics.visits.totalCount
  await expect.poll(views, LONG).toBe(1)
  await go(page, `/visits?visitor=${visitor}`)
  const link = page.getByRole('link', { name: 'Download everything' })
  const file = await page.context().request.get(`${shop.keys.url}${(await link.getAttribute('href')) ?? ''}`)
  expect((await file.text()).trim().split('\n').map((line) => (JSON.parse(line) as { path: string }).path)).toEqual(['/once'])
  await page.getByRole('button', { name: 'Erase this visitor' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Erase this visitor' }).click()
  await page.getByText('Erased: 1 events.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('region', { name: 'Visits', exact: true }).first().waitFor()
  await expect.poll(views, LONG).toBe(0)
})
