import { expect, test } from 'vitest'
import { pause, until } from './collector'
import { setStage } from './stage'

const QUIET_MS = 500

const stage = setStage()

/** The harness gives exactly the JSON that the documentation shows; the rows tests ask the real server. */
const survey = (trigger: object = {}) => ({
  data: [
    {
      id: 'srv-b2c3d4e5-6789-0abc-def1-234567890abc',
      name: 'NPS Survey',
      questions: [
        { id: 'q1', type: 'rating', text: 'How likely are you to recommend us?', min: 0, max: 10 },
        { id: 'q2', type: 'text', text: 'What could we improve?', required: false },
      ],
      trigger_config: { type: 'time_on_page', delay_seconds: 0, pages: ['/', '/app/*'], show_once: true, ...trigger },
      appearance: { position: 'bottom-right', theme: 'dark', primary_color: '#6366f1' },
    },
  ],
})
const serve = (answer: object) => {
  stage.collector.answers['/api/v1/surveys/active'] = answer
}
const responses = () => stage.collector.of('survey_response')

test('a survey is shown, read out, answered and gone', async () => {
  serve(survey())
  const page = await stage.visit('/', 'data-surveys="true"')
  const dialog = page.getByRole('dialog', { name: 'NPS Survey' })
  await dialog.waitFor()
  await dialog.getByRole('button', { name: 'Send' }).click()
  await pause(QUIET_MS)
  expect(responses()).toEqual([])
  await dialog.getByRole('radio', { name: '9', exact: true }).check({ force: true })
  await dialog.getByRole('textbox', { name: 'What could we improve?' }).fill('More maps')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await until(() => responses().length)
  expect(responses()[0]).toMatchObject({
    survey_id: 'srv-b2c3d4e5-6789-0abc-def1-234567890abc',
    answers: [
      { question_id: 'q1', value: 9 },
      { question_id: 'q2', value: 'More maps' },
    ],
    completed: true,
    path: '/',
  })
  await dialog.waitFor({ state: 'detached' })
})

test('the keyboard alone answers, and leaves', async () => {
  serve(survey())
  const page = await stage.visit('/', 'data-surveys="true"')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
  await dialog.getByRole('radio').first().focus()
  for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await until(() => responses().length)
  expect(responses()[0]).toMatchObject({ answers: [{ question_id: 'q1', value: 7 }], completed: false })
  expect(await dialog.count()).toBe(0)
})

test('a survey waits for its page and its moment, and comes once', async () => {
  serve(survey({ pages: ['/app/*'], delay_seconds: 1 }))
  const page = await stage.visit('/app', 'data-surveys="true"')
  await pause(1500)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.click('#user')
  await page.getByRole('dialog').waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.click('#moved')
  await pause(2000)
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(stage.collector.exchanges.filter(({ url }) => url.pathname.endsWith('/active'))).toHaveLength(1)
})

test('an event can be the moment', async () => {
  serve(survey({ type: 'event', event: 'checkout' }))
  const page = await stage.visit('/', 'data-surveys="true"')
  await pause(QUIET_MS)
  await page.evaluate(() => window.pulse?.('event', { name: 'other' }))
  await pause(QUIET_MS)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.evaluate(() => window.pulse?.('event', { name: 'checkout' }))
  await page.getByRole('dialog').waitFor()
})

test('no active survey loads no dialog', async () => {
  serve({ data: [] })
  await stage.visit('/', 'data-surveys="true"')
  await pause(QUIET_MS)
  expect(stage.collector.exchanges.map(({ url }) => url.searchParams.get('add'))).not.toContain('survey')
})

test('a visitor is assigned once a page, and without a preflight', async () => {
  const id = 'exp-a1b2c3d4-5678-9012-efab-cd3456789012'
  stage.collector.answers[`/api/v1/experiments/${id}/assign`] = { experiment_id: id, variant: 'variant_green' }
  const page = await stage.visit('/')
  const assign = () => page.evaluate((experiment) => window.pulse?.assign?.(experiment), id)
  expect([await assign(), await assign()]).toEqual(['variant_green', 'variant_green'])
  const asked = stage.collector.exchanges.filter(({ url }) => url.pathname.endsWith('/assign'))
  expect(asked.map(({ method }) => method)).toEqual(['POST'])
  await page.evaluate(() => window.pulse?.('opt_out'))
  await page.reload()
  expect(await assign()).toBeNull()
})

test('an experiment that cannot be reached is no reason to wait', async () => {
  stage.collector.failing = 500
  const page = await stage.visit('/')
  expect(await page.evaluate(() => window.pulse?.assign?.('exp-1'))).toBeNull()
})
