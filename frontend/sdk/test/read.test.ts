import { expect, expectTypeOf, test } from 'vitest'
import { PulseQueryError, PulseReader, write } from '../src/read'

interface Sent {
  query: string
  variables: Record<string, unknown>
}

function reader(answer: unknown, status = 200) {
  const sent: { url: string; headers: Headers; body: Sent }[] = []
  const client = new PulseReader({
    apiKey: 'pa_live_query',
    apiUrl: 'https://pulse.test/',
    fetch: (url, init) => {
      sent.push({ url: url as string, headers: new Headers(init?.headers), body: JSON.parse(init?.body as string) as Sent })
      return Promise.resolve(new Response(JSON.stringify(answer), { status }))
    },
  })
  return { client, sent }
}

test('a selection becomes one document, its arguments variables', () => {
  expect(
    write({
      project: {
        name: true,
        analytics: [
          { range: { startAt: '2026-03-01' }, compare: undefined },
          { stats: { current: { visitors: true, events: false } }, pages: [{ first: 5 }, { nodes: { path: true, views: true } }] },
        ],
      },
    }),
  ).toEqual({
    query:
      'query($v0: RangeInput, $v1: Int!) { project { name analytics(range: $v0) { stats { current { visitors } } ' +
      'pages(first: $v1) { nodes { path views } } } } }',
    variables: { v0: { startAt: '2026-03-01' }, v1: 5 },
  })
})

test('an argument that the schema does not know is refused before it is sent', () => {
  expect(() => write({ project: [{ 'id: "x") { name } #': 1 }, { name: true }] })).toThrow(TypeError)
})

test('what comes back has the type of what was asked', async () => {
  const data = { project: { name: 'Site', analytics: { stats: { current: { visitors: 3 } }, pages: { nodes: [{ path: '/' }] } } } }
  const { client, sent } = reader({ data })
  const answer = await client.query({
    project: { name: true, analytics: [{}, { stats: { current: { visitors: true } }, pages: { nodes: { path: true } } }] },
  })
  expectTypeOf(answer.data.project).toEqualTypeOf<{
    name: string
    analytics: { stats: { current: { visitors: number } } | null; pages: { nodes: { path: string }[] } | null }
  } | null>()
  expect(answer).toEqual({ data, errors: [] })
  expect(sent[0]?.url).toBe('https://pulse.test/graphql')
  expect(sent[0]?.headers.get('X-Pulse-Key')).toBe('pa_live_query')
})

test('fields and arguments that do not exist do not compile', async () => {
  const { client } = reader({ data: {} })
  // @ts-expect-error -- the schema has no such field
  await client.query({ project: { colour: true } })
  // @ts-expect-error -- an object wants its fields chosen
  await client.query({ project: true })
  // @ts-expect-error -- the argument is a number
  await client.query({ project: { analytics: { pages: [{ first: 'five' }, { nodes: { path: true } }] } } })
  // @ts-expect-error -- a breakdown wants its dimension
  await client.query({ project: { analytics: { breakdown: { nodes: { value: true } } } } })
})

test('what could be answered arrives beside what could not', async () => {
  const errors = [{ message: "Module 'funnels' is not enabled for this project.", path: ['project'], extensions: { code: 'MODULE_DISABLED' } }]
  const { client } = reader({ data: { project: { name: 'Site' } }, errors })
  expect(await client.query({ project: { name: true } })).toEqual({ data: { project: { name: 'Site' } }, errors })
})

test('no answer is an error that says why', async () => {
  const { client } = reader({ error: 'Invalid API key.' }, 401)
  const error = await client.query({ project: { name: true } }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(PulseQueryError)
  expect(error).toMatchObject({ message: 'Invalid API key.', status: 401 })
})
