// Pictures of every page, light and dark, wide and narrow, of a running server, into screenshots/:
//   PULSE_URL=http://localhost:8000 PULSE_SECRET=… npm run screenshots -w web [-- name …]
// The secret is a query key, or the admin token: with that one the pages of who manages are there, too, and a project without
// events and one without modules are made for their pictures. PULSE_PROJECT says which
// project is shared for a picture; LOCALE=de-DE pictures all of it in German.
import chromium from '@sparticuz/chromium'
import { mkdirSync } from 'node:fs'
import { chromium as driver } from 'playwright-core'

const url = process.env.PULSE_URL ?? 'http://localhost:8000'
const secret = process.env.PULSE_SECRET
const locale = process.env.LOCALE ?? 'en-GB'
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
  audit: { path: '/audit' },
  explorer: { path: '/explorer', settle: 3000 },
  tv: { path: '?tv=1' },
  'tv-realtime': { path: '?tv=1', act: (page) => page.keyboard.press('ArrowRight') },
  'alert-form': { path: '/alerts', act: (page) => page.locator('main button[data-size="xs"]').last().click() },
  'survey-form': { path: '/surveys', act: (page) => page.locator('main button[data-size="xs"]').last().click() },
  visitor: { path: '/visits', act: (page) => page.locator('tbody td a').first().click() },
  share: { share: true },
  empty: { path: '', project: 'empty' },
  'empty-realtime': { path: '/realtime', project: 'empty' },
  'empty-pages': { path: '/pages', project: 'empty' },
  'empty-visits': { path: '/visits', project: 'empty' },
  'empty-retention': { path: '/retention', project: 'empty' },
  'empty-paths': { path: '/paths', project: 'empty' },
  'empty-funnels': { path: '/funnels', project: 'empty' },
  'empty-vitals': { path: '/vitals', project: 'empty' },
  'empty-surveys': { path: '/surveys', project: 'empty' },
  'empty-alerts': { path: '/alerts', project: 'empty' },
  'empty-settings': { path: '/settings', project: 'empty' },
  'off-funnels': { path: '/funnels', project: 'off' },
  'off-overview': { path: '', project: 'off' },
}
const SIZES = { 1440: 900, 390: 844 }
const SETTLED_MS = 400 // for what is drawn after it has arrived
const operator = secret !== undefined && !secret.startsWith('pa_live_')

async function ask(query, variables = {}) {
  const headers = { 'Content-Type': 'application/json', ...(operator ? { Authorization: `Bearer ${secret}` } : { 'X-Pulse-Key': secret }) }
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
  const { data, errors } = await answer.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

/** The projects that only their pictures need, made where there are none yet. */
async function projects() {
  const { projects: known } = await ask('{ projects(first: 1000) { nodes { id name } } }')
  const named = async (name) => {
    const found = known.nodes.find((each) => each.name === name)
    if (found) return found.id
    const made = await ask('mutation ($name: String!) { createProject(name: $name, domain: "empty.example") { id } }', { name })
    return made.createProject.id
  }
  const [empty, off] = [await named('Just begun'), await named('Little is on')]
  const { project } = await ask('query ($id: ID) { project(id: $id) { modules { name core } } }', { id: off })
  const switched = project.modules.filter(({ core }) => !core).map(({ name }) => ({ name, enabled: false }))
  await ask('mutation ($id: ID, $modules: [ModuleInput!]!) { setModules(project: $id, modules: $modules) { name } }', { id: off, modules: switched })
  return { empty, off }
}

mkdirSync('screenshots', { recursive: true })
const made = operator ? await projects() : {}
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
})
for (const [name, shot] of Object.entries(SHOTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (shot.project && !operator) continue
  for (const [width, height] of Object.entries(SIZES)) await take(name, shot, Number(width), height)
}
await browser.close()

async function take(name, shot, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme: 'light', ...(shot.locale && { locale: shot.locale }) })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${name}: ${message.text()}`)
  })
  page.on('pageerror', (error) => console.error(`${name}: ${error}`))
  if (!shot.signedOut && !shot.share && secret)
    await context.request.post(`${url}/api/session`, { data: operator ? { token: secret } : { key: secret } })
  await page.goto(`${url}${await addressOf(shot)}`)
  await settled(page)
  if (shot.act) {
    await shot.act(page).catch((error) => console.error(`${name}: ${error}`))
    await settled(page)
  }
  if (shot.settle) await page.waitForTimeout(shot.settle)
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForTimeout(SETTLED_MS)
    await page.screenshot({ path: `screenshots/${name}-${scheme}-${width}.png`, fullPage: !shot.act })
  }
  await context.close()
}

async function addressOf({ path, project, share }) {
  if (share) {
    const wanted = { project: process.env.PULSE_PROJECT ?? null }
    const { createShare } = await ask('mutation ($project: ID) { createShare(project: $project, name: "For a picture") { token } }', wanted)
    return `/share/${createShare.token}`
  }
  if (!project) return `/dashboard${path}`
  return `/dashboard${path}${path.includes('?') ? '&' : '?'}project=${made[project]}`
}

/** Until nothing waits for an answer. */
async function settled(page) {
  await page.waitForLoadState('load')
  await page.waitForTimeout(SETTLED_MS)
  await page
    .locator('[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root')
    .first()
    .waitFor({ state: 'detached', timeout: 8000 })
    .catch(() => console.error(`${page.url()} still waits`))
  await page.waitForTimeout(SETTLED_MS)
}
