// How quick the dashboard is, in Chromium, over the demo shop's 90 days, on a server that it starts:
//   npm run figures -w web
// First how long the overview takes on a processor of a quarter of the speed, then what a thousand events a second do to an open page.
import chromium from '@sparticuz/chromium'
import { chromium as driver } from 'playwright-core'
import { runnerImport } from 'vite'

const RUNS = Number(process.env.RUNS ?? 7)
const SLOWER = 4
const AIM_MS = 1500
const LIVE_SECONDS = 15
const EVENTS_PER_SECOND = 1000
const BATCH = 100

/** A page's own clock, put into it before anything of it runs: when it was usable, and when its thread was busy for too long. */
function watch() {
  /* global document, location, requestAnimationFrame */
  const seen = { tasks: [] }
  globalThis.seen = seen
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration })
  })
  observer.observe({ type: 'longtask', buffered: true })
  const there = (selector) => document.querySelector(selector) !== null
  const stages = {
    usable: () => document.querySelectorAll('[data-metric]').length >= 6 && there('main tbody tr') && !there('main section [role="status"]'),
    whole: () => there('main [role="img"] path') && !there('main .mantine-Skeleton-root'),
  }
  const note = (name) => {
    seen[name] = performance.now()
    // said once, not asked for again and again: asking takes time of the page
    if (seen.usable && seen.whole) console.debug('whole')
  }
  const look = () => {
    for (const [name, reached] of Object.entries(stages)) {
      if (seen[name] !== undefined || !reached()) continue
      seen[name] = null
      // what this frame paints is on the screen, and the thread is free, when a task after it has its turn
      requestAnimationFrame(() => setTimeout(() => note(name)))
    }
    if (Object.keys(stages).some((name) => seen[name] === undefined)) requestAnimationFrame(look)
  }
  if (location.pathname.startsWith('/dashboard')) requestAnimationFrame(look)
}

const { module: servers } = await runnerImport('./test/browser/server.ts')
const { keys, stop } = await servers.startServer({ demo: true })
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
})
try {
  await loading()
  for (const path of ['', '/realtime']) await living(path)
} finally {
  await browser.close()
  await stop()
}

async function signedIn(slower) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  await context.request.post(`${keys.url}/api/session`, { data: { key: keys.query } })
  await context.addInitScript(watch)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}

async function loading() {
  const found = { bare: [], usable: [], whole: [], again: [], busy: [] }
  for (let run = 0; run <= RUNS; run += 1) {
    const times = await load()
    // the first run warms the server's caches, which are not what is measured
    if (run > 0) for (const [name, value] of Object.entries(times)) found[name].push(value)
  }
  const told = (name) => `${median(found[name]).toFixed(0).padStart(5)} ms   (${found[name].map((each) => each.toFixed(0)).join(' ')})`
  console.log(`Opening the overview, processor ${SLOWER} times slower, nothing in the browser's cache, median of ${RUNS}`)
  console.log(`  a bare page of the same server          ${told('bare')}`)
  console.log(`  numbers and panels painted, thread free ${told('usable')}   aim: ${AIM_MS} ms`)
  console.log(`  chart and map as well                   ${told('whole')}`)
  console.log(`  once more, from the browser's cache     ${told('again')}`)
  console.log(`  blocked by long tasks until then        ${told('busy')}`)
}

/** A visit of somebody new, and one more of the same. */
async function load() {
  const page = await signedIn(SLOWER)
  await page.goto(`${keys.url}/assets/web/pulse.svg`)
  const bare = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd)
  const first = await open(page)
  const { usable: again } = await open(page)
  await page.context().close()
  return { bare, usable: first.usable, whole: first.whole, again, busy: blocking(first.tasks.filter((task) => task.startTime < first.usable)) }
}

async function open(page) {
  const whole = page.waitForEvent('console', (message) => message.text() === 'whole')
  await page.goto(`${keys.url}/dashboard`, { waitUntil: 'commit' })
  await whole
  return page.evaluate(() => globalThis.seen)
}

/** A page that stays open while events come, beside the same page while nothing comes. */
async function living(path) {
  console.log(`\n/dashboard${path} open for ${LIVE_SECONDS} s`)
  for (const slower of [1, SLOWER]) {
    const page = await signedIn(slower)
    await page.goto(`${keys.url}/dashboard${path}`)
    await page.getByRole('link', { name: / now$/ }).waitFor()
    await page.waitForTimeout(2000)
    for (const rate of [0, EVENTS_PER_SECOND]) {
      const from = await page.evaluate(() => performance.now())
      const sent = await flood(rate)
      const { tasks } = await page.evaluate(() => globalThis.seen)
      const long = tasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration)
      const name = `${(sent / LIVE_SECONDS).toFixed(0).padStart(5)} events/s, processor ${slower === 1 ? 'as it is' : `${slower} times slower`}`
      console.log(
        `${name.padEnd(44)} long tasks: ${String(long.length).padStart(3)}, longest ${Math.max(0, ...long).toFixed(0)} ms, blocking ${blocking(long.map((duration) => ({ duration }))).toFixed(0)} ms in all`,
      )
    }
    await page.context().close()
  }
}

/** Events for a while, evenly. Returns how many the server took. */
async function flood(rate) {
  let taken = 0
  const began = performance.now()
  while (performance.now() - began < LIVE_SECONDS * 1000) {
    if (rate > 0 && (await send(taken))) taken += BATCH
    const due = rate > 0 ? (taken / rate) * 1000 : LIVE_SECONDS * 1000
    await servers.pause(Math.max(0, began + due - performance.now()))
  }
  return taken
}

async function send(from) {
  const events = Array.from({ length: BATCH }, (_, index) => ({
    type: index % 4 === 0 ? 'event' : 'pageview',
    name: index % 4 === 0 ? 'add_to_cart' : undefined,
    path: `/products/${(from + index) % 97}`,
    visitor_id: `live ${(from + index) % 3000}`,
  }))
  const answer = await fetch(`${keys.url}/api/batch`, {
    method: 'POST',
    headers: { 'X-Pulse-Key': keys.ingest, 'Content-Type': 'application/json', 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0' },
    body: JSON.stringify({ events }),
  })
  return answer.ok
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** What of long tasks lies beyond the 50 ms that go unnoticed. */
function blocking(tasks) {
  return tasks.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0)
}
