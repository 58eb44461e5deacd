import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Api } from './api'
import { card, launch, rows, signedIn, visit } from './page'
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

it('tells why a key does not sign in', async () => {
  const page = await visit(browser)
  await page.goto(`${keys.url}/dashboard`)
  await page.getByLabel('Query key or admin token').fill('pa_live_000000000000000000000000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Invalid API key.').waitFor()
  await page.context().close()
})

it('keeps no key in the browser, and nothing after signing out', async () => {
  const page = await signedIn(browser, keys)
  await rows(page, 'Pages')
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, { cookies: document.cookie }]))
  expect(kept).not.toContain(keys.query)
  expect(kept).toContain('"cookies":""')
  await page.getByRole('button', { name: 'Preferences' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('Query key or admin token').waitFor()
  expect(await page.context().cookies()).toEqual([])
  await page.context().close()
})

it('ends when the key is revoked, without a reload', async () => {
  const made = await api.newKey('query')
  const page = await signedIn(browser, keys, '', made.key)
  await card(page, 'visitors')
  await page.getByText(/^\d+ now$/).waitFor()
  const revoked = performance.now()
  await api.admin('DELETE', `/${keys.project}/keys/${made.id}`)
  await page.getByText('Your session has ended').waitFor()
  console.log(`signed out ${(performance.now() - revoked).toFixed(0)} ms after the key was revoked`)
  await page.context().close()
})

it('lets an operator choose among projects', async () => {
  const other = await api.admin<{ id: string }>('POST', '', { name: 'Second shop', domain: 'second.example' })
  const { key } = await api.newKey('ingest', other.id)
  await api.collect([{ type: 'pageview', path: '/only-here', visitor_id: 'v' }], BROWSERS.Chrome, key)
  const page = await signedIn(browser, keys, '', keys.token)
  await rows(page, 'Devices')
  await page.getByRole('combobox', { name: 'Project' }).click()
  await page.getByRole('option', { name: 'Second shop' }).click()
  await page.getByRole('button', { name: 'Filter by /only-here' }).waitFor()
  expect(page.url()).toContain(`project=${other.id}`)
  expect(await card(page, 'pageviews')).toBe(1)
  await page.context().close()
})
