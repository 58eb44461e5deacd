import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FILTERS, OBSERVERS } from '../../src/names'
import { compile } from '../../src/pattern'
import { selectorOf } from '../../src/selector'
import type { Filter, Options } from '../../src/types'

type Sender = typeof import('../../src/sender')

const posted: { url: string; init: RequestInit; events: Record<string, unknown>[] }[] = []
let status = 200
let sender: Sender

const item = (name: string, timestamp = Date.now()) => ({ id: name, type: 'event', name, timestamp, path: '/', hostname: 'site.test' })

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  posted.length = 0
  status = 200
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const sent = JSON.parse(init.body as string) as { events?: Record<string, unknown>[] } & Record<string, unknown>
    posted.push({ url, init, events: sent.events ?? [sent] })
    return status ? Promise.resolve({ status }) : Promise.reject(new TypeError('Failed to fetch'))
  })
  sender = await import('../../src/sender')
  Object.assign(sender.options, { api: 'https://pulse.test', key: 'pa_live_x' } satisfies Options)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

test('one item goes to collect, several go to batch', () => {
  sender.queue.push(item('one'))
  sender.flush()
  sender.queue.push(item('two'), item('three'))
  sender.flush()
  expect(posted.map(({ url }) => url)).toEqual([
    'https://pulse.test/api/collect?key=pa_live_x',
    'https://pulse.test/api/batch?key=pa_live_x',
  ])
  expect(posted[0]?.init).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' })
  expect(posted[0]?.init).not.toHaveProperty('headers')
})

test('only what is sent late carries its own time', () => {
  const now = Date.now()
  sender.queue.push(item('late', now - 60_000), item('fresh', now))
  sender.flush()
  expect(posted[0]?.events.map(({ timestamp }) => timestamp)).toEqual([now - 60_000, undefined])
})

test('a body too large for keepalive goes without', () => {
  sender.queue.push({ ...item('large'), data: 'x'.repeat(30_000) })
  sender.flush()
  expect(posted[0]?.init.keepalive).toBe(false)
})

test.each([0, 429, 500, 503])('status %i is tried again, ever later, with the same id', async (answer) => {
  status = answer
  sender.queue.push(item('again'))
  sender.flush()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(posted).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(posted).toHaveLength(2)
  status = 200
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(posted.map(({ events }) => events[0]?.id)).toEqual(['again', 'again', 'again'])
})

test.each([400, 401, 403, 413])('status %i is final', async (answer) => {
  status = answer
  sender.queue.push(item('wrong'))
  sender.flush()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(posted).toHaveLength(1)
})

test('nothing leaves while something is awaited, and nothing that a filter or the visitor holds back', () => {
  sender.holds.add('mask')
  sender.queue.push(item('secret'), item('public'))
  sender.flush()
  expect(posted).toEqual([])
  const filter: Filter = (sent) => (sent.name === 'secret' ? null : sent)
  sender.filters.push(filter)
  sender.holds.delete('mask')
  sender.flush()
  expect(posted.flatMap(({ events }) => events.map(({ name }) => name))).toEqual(['public'])
  localStorage.setItem('pulse_opt_out', '1')
  sender.queue.push(item('after'))
  sender.flush()
  expect(posted).toHaveLength(1)
})

test.each([
  ['/users/*', '/users/42', true],
  ['/users/*', '/users/42/', true],
  ['/users/*', '/users/42/mail', false],
  ['/users/**', '/users/42/mail', true],
  ['/a.b', '/axb', false],
  ['/', '/', true],
])('the pattern %s and the path %s', (pattern, path, fits) => {
  expect(compile(pattern).test(path)).toBe(fits)
})

test.each([
  ['<button id="buy"><b>Buy</b></button>', 'b', 'b'],
  ['<ul><li class="item">1</li><li class="item x">2</li></ul>', 'li:last-child', 'li.item.x'],
  ['<div id="r17"><p class="css-19a lead">1</p><p class="lead">2</p></div>', 'p', 'p.lead:nth-child(1)'],
  ['<nav id="menu"><a>1</a><a>2</a></nav><nav><a>1</a><a>2</a></nav>', '#menu a:last-child', '#menu > a:nth-child(2)'],
])('in %s, %s is called %s', (html, target, selector) => {
  document.body.innerHTML = html
  const element = document.querySelector(target)
  expect(element && selectorOf(element)).toBe(selector)
})

test('each add-on has its name, and each name its add-on', () => {
  const files = readdirSync(join(import.meta.dirname, '../../src/add')).map((file) => file.slice(0, -'.ts'.length).replace('-', '_'))
  // the dialog is loaded by what shows it, and is nobody's command
  expect(`${OBSERVERS} ${FILTERS} survey`.split(' ').sort()).toEqual(files.sort())
})
