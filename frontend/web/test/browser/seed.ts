/** A month of visits to a small shop: the same ones in every run, but for the day on which they end. */

import type { Api, Item } from './api'
import { pause } from './server'

export const BROWSERS = {
  Chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  Firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  Safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
}
const PATHS = ['/', '/teas', '/pricing', '/teas/sencha', '/blog/brewing', '/about', '/checkout', '/signup', '/terms', '/jobs', '/press', '/faq']
const REFERRERS = ['', 'https://www.google.com/', 'https://news.ycombinator.com/', 'https://github.com/tea']
const DAYS = 28
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

function visit(day: number, number: number, now: number): Item[] {
  // far enough from midnight on both sides that no visit changes its day
  const began = Math.floor(now / DAY_MS) * DAY_MS - day * DAY_MS + 6 * 60 * MINUTE_MS + number * 17 * MINUTE_MS
  const base = { visitor_id: `visitor ${String((day * 3 + number) % 90)}`, hostname: 'shop.example' }
  const views = 1 + ((day + number) % 4)
  const items: Item[] = Array.from({ length: views }, (_, step) => ({
    ...base,
    type: 'pageview',
    path: PATHS[(number * step + step + (number % 3)) % PATHS.length],
    referrer: step === 0 ? REFERRERS[number % REFERRERS.length] : undefined,
    ...(number % 5 === 0 && step === 0 && { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'spring' }),
    timestamp: began + step * MINUTE_MS,
  }))
  if (number % 3 === 0)
    items.push({ ...base, type: 'event', name: 'add_to_cart', path: '/teas', timestamp: began + views * MINUTE_MS })
  if (number % 7 === 0)
    items.push({ ...base, type: 'event', name: 'purchase', revenue_amount: 19.5, revenue_currency: 'USD', path: '/checkout', timestamp: began + (views + 1) * MINUTE_MS })
  const [first] = items
  if (first) items.push(...quality(number).map((item) => ({ ...base, path: first.path, timestamp: began + 20_000, ...item })))
  return items
}

/** What the tracking script reports beside what visitors do: for each visit some of it. */
function quality(number: number): Item[] {
  const found: Item[] = [{ type: 'scroll_depth', max_depth: 20 + ((number * 13) % 81) }]
  if (number % 2 === 0)
    for (const [name, value] of [['LCP', 1400], ['INP', 90], ['CLS', 0.04], ['FCP', 700], ['TTFB', 260]] as const)
      found.push({ type: 'web_vital', name, value: value * (1 + (number % 5) / 4) })
  if (number % 3 === 1)
    found.push({ type: 'js_error', message: 'TypeError: cart is null', stack: 'TypeError: cart is null\n at add (app.js:12:3)', filename: 'https://shop.example/app.js', lineno: 12, colno: 3 })
  if (number % 3 === 2)
    found.push({ type: 'click_event', x: 300 + number * 9, y: 420, viewport_width: 1440, viewport_height: 900, element_selector: 'a.buy' })
  if (number % 4 === 3) found.push({ type: 'search_query', query: number % 8 === 3 ? 'sencha' : 'decaf', results_count: number % 8 === 3 ? 4 : 0 })
  if (number % 5 === 4) found.push({ type: 'outlink', url: 'https://en.wikipedia.org/wiki/Tea', link_type: 'external' })
  return found
}

export async function seed(api: Api, days = DAYS): Promise<void> {
  const now = Date.now()
  const agents = Object.values(BROWSERS)
  const batches: Item[][] = agents.map(() => [])
  for (let day = 1; day <= days; day += 1)
    for (let number = 0; number < 6 + ((day * 5) % 11); number += 1) {
      // a visitor keeps to one browser
      batches[((day * 3 + number) % 90) % agents.length]?.push(...visit(day, number, now))
    }
  for (const [index, items] of batches.entries())
    for (let from = 0; from < items.length; from += 500)
      await api.collect(items.slice(from, from + 500), agents[index] ?? '')
  await stored(api, batches.flat().filter(({ type }) => type === 'pageview').length)
}

async function stored(api: Api, pageviews: number): Promise<void> {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const { current } = await api.rest<{ current: { pageviews: number } }>('/api/v1/stats')
    if (current.pageviews === pageviews) return
    await pause(200)
  }
  throw new Error('The visits did not arrive')
}

const GOAL = 'createGoal(name: "Buys", goalType: EVENT, config: { eventName: "purchase" }) { id }'
const FUNNEL = `createFunnel(name: "To the cart", steps: [
  { type: PAGEVIEW, value: "/teas" } { type: EVENT, value: "add_to_cart" }
]) { id }`

/** One of each thing that people make, so that every page has something to show. */
export async function plant(api: Api): Promise<void> {
  const { experiment } = await api.graphql<{ experiment: { id: string } }>(`mutation {
    ${GOAL} ${FUNNEL}
    createSegment(name: "On phones", where: { is: { dimension: DEVICE, values: ["Mobile"] } }) { id }
    createAnnotation(text: "New checkout", link: "https://shop.example/news") { id }
    createAlert(name: "Silence", module: "pageviews", metric: "visitors", operator: LT, threshold: 1, windowMinutes: 60) { id }
    createShare(name: "For the board", embed: true) { id }
    createSurvey(name: "How was it?", questions: [{ text: "Would you come again?", type: RATING, min: 0, max: 10 }]) { id }
    experiment: createExperiment(name: "Green button", variants: [{ name: "grey", weight: 50 } { name: "green", weight: 50 }]) { id }
  }`)
  await api.graphql(`mutation { setExperimentStatus(id: "${experiment.id}", status: RUNNING) { id } }`)
  const admin = await api.newKey('admin')
  await api.graphql(
    `mutation {
      createWebhook(url: "https://hooks.example/pulse", events: [DAILY_SUMMARY], secret: "sixteen letters!") { id }
      createSubscriber(address: "ann@shop.example", frequency: WEEKLY) { id }
    }`,
    {},
    admin.key,
  )
}
