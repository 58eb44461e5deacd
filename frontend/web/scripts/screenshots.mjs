// Pictures of every page, light and dark, wide and narrow, of a running server, into screenshots/:
//   PULSE_URL=http://localhost:8000 PULSE_SECRET=pa_live_… npm run screenshots -w web [-- name …]
import chromium from '@sparticuz/chromium'
import { mkdirSync } from 'node:fs'
import { chromium as driver } from 'playwright-core'

const url = process.env.PULSE_URL ?? 'http://localhost:8000'
const secret = process.env.PULSE_SECRET
const wanted = process.argv.slice(2)

/** What is pictured: where, and what is done there first. */
const SHOTS = {
  'sign-in': { path: '', signedOut: true },
  overview: { path: '' },
  'overview-filtered': { path: '?f=country~is~DE&f=page~is_not~%2Fpricing&range=7d' },
  'overview-german': { path: '', locale: 'de-DE' },
  'range-picker': { path: '', act: (page) => page.getByRole('button', { name: /^Range/ }).click() },
  details: {
    path: '',
    act: async (page) => {
      await page.getByRole('button', { name: /^Actions of Pages/ }).click()
      await page.getByRole('menuitem', { name: 'Details' }).click()
    },
  },
  query: {
    path: '',
    act: async (page) => {
      await page.getByRole('button', { name: /^Actions of Sources/ }).click()
      await page.getByRole('menuitem', { name: 'Show query' }).click()
    },
  },
  help: { path: '', act: (page) => page.keyboard.press('?') },
  palette: { path: '', act: (page) => page.keyboard.press('Control+k') },
  filter: { path: '', act: (page) => page.keyboard.press('f') },
  pages: { path: '/pages' },
  realtime: { path: '/realtime', settle: 6000 },
  segments: { path: '/segments' },
  projects: { path: '/projects' },
  experiments: { path: '/experiments' },
  surveys: { path: '/surveys' },
  alerts: { path: '/alerts' },
  webhooks: { path: '/webhooks' },
  sharing: { path: '/sharing' },
  annotations: { path: '/annotations' },
  'segment-menu': { path: '', act: (page) => page.getByRole('button', { name: /^Segment/ }).click() },
  annotation: { path: '', act: (page) => page.getByRole('button', { name: 'Add an annotation' }).click() },
  settings: { path: '/settings' },
  funnels: { path: '/funnels' },
  'funnel-form': { path: '/funnels', act: (page) => page.getByRole('button', { name: 'New funnel' }).click() },
  'funnel-lost': { path: '/funnels?lost=1' },
  goals: { path: '/goals' },
  'goal-form': { path: '/goals', act: (page) => page.getByRole('button', { name: 'New goal' }).click() },
  paths: { path: '/paths' },
  'paths-back': { path: '/paths?page=/checkout&direction=backward' },
  retention: { path: '/retention?range=90d' },
  cohorts: { path: '/cohorts?range=90d' },
  lifecycle: { path: '/lifecycle?range=90d' },
  visits: { path: '/visits' },
  visit: { path: '/visits', act: (page) => page.locator('tbody a').first().click() },
  vitals: { path: '/vitals' },
  errors: { path: '/errors' },
  error: { path: '/errors', act: (page) => page.locator('tbody th button').first().click() },
  heatmaps: { path: '/heatmaps' },
  search: { path: '/search' },
  scroll: { path: '/scroll' },
  outlinks: { path: '/outlinks' },
  exports: { path: '/exports' },
}
const SIZES = { 1440: 900, 390: 844 }
const SETTLED_MS = Number(process.env.SETTLE_MS ?? 1200)

mkdirSync('screenshots', { recursive: true })
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
})
for (const [name, shot] of Object.entries(SHOTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const scheme of ['light', 'dark'])
    for (const [width, height] of Object.entries(SIZES)) await take(name, shot, scheme, Number(width), height)
}
await browser.close()

async function take(name, { path, signedOut, locale = 'en-GB', act, settle = SETTLED_MS }, scheme, width, height) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, locale })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${name}: ${message.text()}`)
  })
  page.on('pageerror', (error) => console.error(`${name}: ${error}`))
  if (!signedOut && secret)
    await context.request.post(`${url}/api/session`, {
      data: secret.startsWith('pa_live_') ? { key: secret } : { token: secret },
    })
  await page.goto(`${url}/dashboard${path}`)
  await page.waitForTimeout(SETTLED_MS)
  await act?.(page)
  await page.waitForTimeout(settle)
  await page.screenshot({ path: `screenshots/${name}-${scheme}-${width}.png`, fullPage: !act })
  await context.close()
}
