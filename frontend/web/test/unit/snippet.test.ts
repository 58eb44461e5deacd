import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { snippetOf } from '../../src/panels/snippet'

const body = (text: string, variables: Record<string, unknown> = {}) =>
  snippetOf(parse(text), variables, 'https://stats.example.com')?.split('\n').slice(3).join('\n')

it('puts variables in, spreads fragments and leaves out what is null', () => {
  const document = `
    query Pages($range: RangeInput, $where: FilterInput, $by: Dimension!) {
      project { analytics(range: $range, where: $where) { breakdown(by: $by, first: 5) { ...Rows } } }
    }
    fragment Rows on BreakdownRowConnection { totalCount nodes { value visitors } }`
  expect(body(document, { range: { period: 'LAST_7_DAYS' }, where: null, by: 'PAGE' })).toBe(`const { data, errors } = await pulse.query({
  project: {
    analytics: [
      { range: { period: 'LAST_7_DAYS' } },
      {
        breakdown: [
          { by: 'PAGE', first: 5 },
          { totalCount: true, nodes: { value: true, visitors: true } },
        ],
      },
    ],
  },
})`)
})

it('asks several questions where a document asks a field twice', () => {
  const document = `query ($more: Boolean!) { project { analytics {
    stats { current { visitors } }
    top: breakdown(by: PAGE) { totalCount }
    entry: breakdown(by: ENTRY_PAGE) { totalCount }
    exit: breakdown(by: EXIT_PAGE) @include(if: $more) { totalCount }
  } } }`
  expect(body(document, { more: false })).toBe(`const answers = await Promise.all([
  pulse.query({
    project: {
      analytics: {
        stats: { current: { visitors: true } },
        breakdown: [{ by: 'PAGE' }, { totalCount: true }],
      },
    },
  }),
  pulse.query({ project: { analytics: { breakdown: [{ by: 'ENTRY_PAGE' }, { totalCount: true }] } } }),
])`)
})

it('keeps what people write within its quotes', () => {
  expect(body(`{ project { analytics(timezone: "it's \\\\ here") { __typename stats { current { visitors } } } } }`)).toContain(
    String.raw`timezone: 'it\'s \\ here'`,
  )
})

it('has nothing to say of what is no query', () => {
  expect(snippetOf(parse('subscription { realtime { activeVisitors } }'), {}, '')).toBeNull()
})
