import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { card, launch, shows, signedIn } from './page'
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

const event = (name: string) => api.collect([{ type: 'event', name, visitor_id: 'offline visitor', path: '/' }], BROWSERS.Firefox)

it('says that it is offline, keeps its numbers, and asks again when the network is back', async () => {
  // a range that is over: nothing comes through the socket
  const page = await signedIn(browser, keys, '?range=yesterday')
  const before = await card(page, 'pageviews')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) asked.push(request.url())
  })
  await page.context().setOffline(true)
  await page.getByText('You are offline.').waitFor()
  expect(await card(page, 'pageviews')).toBe(before)
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql') && response.ok())
  await page.context().setOffline(false)
  await answered
  await page.getByText('You are offline.').waitFor({ state: 'detached' })
  expect(asked).toHaveLength(1)
  expect(await card(page, 'pageviews')).toBe(before)
  await page.context().close()
})

it('says that the socket is lost, and is up to date once it is there again', async () => {
  const page = await signedIn(browser, keys)
  // 1012: the server restarts
  let broken = false
  const open: (() => Promise<void>)[] = []
  await page.routeWebSocket('**/graphql', (socket) => {
    if (broken) void socket.close({ code: 1012 })
    else {
      socket.connectToServer()
      open.push(() => socket.close({ code: 1012 }))
    }
  })
  await page.reload()
  await page.getByText(/ now$/).waitFor()
  const before = await card(page, 'events')
  broken = true
  for (const close of open) await close()
  await page.getByText('Reconnecting for live numbers').waitFor()
  await event('while_away')
  broken = false
  await shows(page, 'events', before + 1)
  await page.getByText('Reconnecting for live numbers').waitFor({ state: 'detached' })
  await page.context().close()
})
