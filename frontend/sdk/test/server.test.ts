import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PulseServer, type PulseError, type PulseServerOptions } from '../src/server'

interface Sent {
  id: string
  name: string
  timestamp: number | string
  [field: string]: unknown
}

/** Stores what it accepts, by id, as the real server does. */
class Store {
  readonly requests: { key: string | undefined; events: Sent[] }[] = []
  readonly rows = new Map<string, Sent>()
  answers: { status: number; body: unknown; headers?: Record<string, string> }[] = []
  server: Server | undefined
  port = 0

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        const { events } = JSON.parse(body) as { events: Sent[] }
        this.requests.push({ key: String(request.headers['x-pulse-key']), events })
        const { status, body: answer, headers } = this.answers.shift() ?? { status: 200, body: { ok: true } }
        if (status === 200) for (const event of events) this.rows.set(event.id, event)
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(answer))
      })
    })
    await new Promise<void>((done) => this.server?.listen(this.port, '127.0.0.1', done))
    this.port = (this.server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((done) => this.server?.close(done))
  }
}

let store: Store
beforeEach(async () => {
  store = new Store()
  await store.start()
})
afterEach(() => store.stop())

const client = (options: Partial<PulseServerOptions> = {}) =>
  new PulseServer({ apiKey: 'pa_live_test', apiUrl: `http://127.0.0.1:${store.port}/`, ...options })

test('an item arrives with an id, its time and the key', async () => {
  await client().collect({ type: 'event', name: 'renewed', data: { plan: 'pro' }, visitor_id: 'u1' })
  const [request] = store.requests
  expect(request?.key).toBe('pa_live_test')
  expect(request?.events[0]).toMatchObject({ type: 'event', name: 'renewed', data: { plan: 'pro' }, visitor_id: 'u1' })
  expect(request?.events[0]?.id).toMatch(/^[0-9a-f-]{32,36}$/)
  expect(Number(request?.events[0]?.timestamp)).toBeGreaterThan(Date.now() - 5_000)
})

test('what is collected in a row shares requests of a bounded size', async () => {
  const pulse = client({ batchSize: 100 })
  await Promise.all(Array.from({ length: 250 }, (_, n) => pulse.event(`number ${n}`)))
  expect(store.requests.map(({ events }) => events.length)).toEqual([100, 100, 50])
})

test('revenue and common fields find their places', async () => {
  const pulse = client()
  const at = new Date('2026-03-22T14:30:00Z')
  await pulse.event('purchase', { revenue: { amount: 29.99, currency: 'USD' }, plan: 'pro' }, { visitor_id: 'u1', timestamp: at })
  await pulse.event('purchase', { revenue_amount: 5, revenue_currency: 'EUR', data: { plan: 'basic' } })
  const [first, second] = [...store.rows.values()]
  expect(first).toMatchObject({
    data: { plan: 'pro' },
    revenue_amount: 29.99,
    revenue_currency: 'USD',
    visitor_id: 'u1',
    timestamp: '2026-03-22T14:30:00.000Z',
  })
  expect(second).toMatchObject({ data: { plan: 'basic' }, revenue_amount: 5, revenue_currency: 'EUR' })
  expect(first?.data).not.toHaveProperty('visitor_id')
})

test('a server that is away for a while gets everything, each item once', async () => {
  const pulse = client()
  const sent = Array.from({ length: 20 }, (_, n) => pulse.event(`before ${n}`))
  await store.stop()
  sent.push(...Array.from({ length: 20 }, (_, n) => pulse.event(`during ${n}`)))
  setTimeout(() => void store.start(), 700)
  await Promise.all(sent)
  expect(new Set([...store.rows.values()].map(({ name }) => name)).size).toBe(40)
  expect(store.rows.size).toBe(40)
})

test('too many requests are tried again when the server says so', async () => {
  store.answers = [{ status: 429, body: { error: 'Rate limit exceeded. Retry after 1 second.' }, headers: { 'Retry-After': '1' } }]
  const began = Date.now()
  await client().event('patient')
  expect(Date.now() - began).toBeGreaterThanOrEqual(990)
  expect(store.requests[0]?.events[0]?.id).toBe(store.requests[1]?.events[0]?.id)
})

test('what is refused rejects its own promise only, and tells the handler', async () => {
  store.answers = [
    { status: 200, body: { ok: true, accepted: 1, errors: [{ index: 1, error: "Invalid request body: missing required field 'name'." }] } },
  ]
  const told: string[] = []
  const pulse = client({ onError: (error, item) => told.push(`${item.type}: ${error.message}`) })
  const results = await Promise.allSettled([pulse.event('good'), pulse.event('')])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(told).toEqual(["event: Invalid request body: missing required field 'name'."])
})

test('a wrong key is an error at once, and a handler that throws stops nobody', async () => {
  store.answers = [{ status: 401, body: { error: 'Invalid API key.' } }]
  const thrown: unknown[] = []
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').once('uncaughtException', (error) => thrown.push(error))
  const pulse = client({
    onError: () => {
      throw new Error('handler')
    },
  })
  const error = (await pulse.event('one').catch((reason: unknown) => reason)) as PulseError
  expect(error).toMatchObject({ name: 'PulseError', message: 'Invalid API key.', status: 401 })
  await pulse.event('two')
  for (const listener of listeners) process.on('uncaughtException', listener)
  expect(thrown).toHaveLength(1)
  expect(store.requests).toHaveLength(2)
})

test('attempts are bounded', async () => {
  store.answers = Array.from({ length: 3 }, () => ({ status: 503, body: { error: 'Starting.' } }))
  await expect(client({ attempts: 2 }).event('late')).rejects.toThrow('Starting.')
  expect(store.requests).toHaveLength(2)
})

test('an aborted item does not leave, an aborted flush lets go', async () => {
  await store.stop()
  const pulse = client()
  const given = new AbortController()
  const first = pulse.event('first')
  await new Promise((done) => setTimeout(done, 100))
  const abandoned = pulse.event('abandoned', {}, {}, { signal: given.signal })
  given.abort(new Error('enough'))
  await expect(abandoned).rejects.toThrow('enough')
  await expect(pulse.flush({ signal: AbortSignal.timeout(50) })).rejects.toThrow()
  await store.start()
  await first
  await pulse.flush()
  expect([...store.rows.values()].map(({ name }) => name)).toEqual(['first'])
})

test('flush waits for what nobody awaited', async () => {
  const pulse = client()
  for (let n = 0; n < 10; n++) void pulse.event(`quiet ${n}`)
  await pulse.flush()
  expect(store.rows.size).toBe(10)
})

test('a full queue refuses, rather than filling the memory', async () => {
  await store.stop()
  const pulse = client({ maxQueue: 2, attempts: 1 })
  const results = await Promise.allSettled(Array.from({ length: 3 }, () => pulse.event('one of many')))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(3)
  expect(String((results[2] as PromiseRejectedResult).reason)).toContain('More than 2 items are waiting.')
})
