import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { PAGES } from '../../src/frame/pages'
import { en } from '../../src/words/en'
import { Api } from './api'
import { findings, stands } from './axe'
import { go, launch, rows, settled, signedIn, visit } from './page'
import { plant, seed } from './seed'

const keys = inject('keys')
const CALM = { reducedMotion: 'reduce' } as const
let browser: Browser
let page: Page
let shop: Api

beforeAll(async () => {
  browser = await launch()
  shop = await new Api(keys).anotherProject('One of each')
  await seed(shop, 5)
  await plant(shop)
  page = await signedIn(browser, keys, `/?project=${shop.keys.project}`, keys.token, CALM)
})
afterAll(async () => {
  await browser.close()
})

it.each(PAGES.map(({ path, name }) => [path, name(en)]))('%s is accessible', async (path, name) => {
  await go(page, `${path}?project=${shop.keys.project}`)
  await settled(page, name)
  // what surrounds the pages is looked at once
  await stands(page, path === '/' ? 'html' : 'main')
})

it('the sign-in page is accessible', async () => {
  const outside = await visit(browser, CALM)
  await outside.goto(`${keys.url}/dashboard`)
  await outside.getByRole('button', { name: 'Sign in' }).waitFor()
  await stands(outside)
  await outside.context().close()
})

it('a shared dashboard is accessible', async () => {
  const { createShare } = await shop.graphql<{ createShare: { token: string } }>('mutation { createShare(name: "For all") { token } }')
  const outside = await visit(browser, CALM)
  await outside.goto(`${keys.url}/share/${createShare.token}`)
  await rows(outside, 'Pages')
  await stands(outside)
  await outside.context().close()
})

it('what opens over a page is accessible', async () => {
  const over = await signedIn(browser, keys, '?f=device~is~Desktop', keys.query, CALM)
  await rows(over, 'Pages')
  await over.keyboard.press('f')
  await over.getByRole('dialog').waitFor()
  expect(await findings(over, '[role="dialog"]')).toEqual([])
  await over.getByRole('button', { name: 'Close' }).click()
  await over.getByRole('dialog').waitFor({ state: 'hidden' })
  await over.keyboard.press('?')
  await over.getByRole('dialog').waitFor()
  expect(await findings(over, '[role="dialog"]')).toEqual([])
  await over.keyboard.press('Escape')
  await over.getByRole('dialog').waitFor({ state: 'hidden' })
  await over.getByRole('button', { name: /^Range/ }).click()
  await over.getByRole('button', { name: 'Show this range' }).waitFor()
  expect(await findings(over, '[role="dialog"]')).toEqual([])
  await over.context().close()
})
