export interface Example {
  title: string
  about: string
  query: string
  variables?: Record<string, unknown>
}

/** Ready-made documents. `tests/graphql/test_examples.py` runs each of them against the schema. */
export const examples: Example[] = [
  {
    title: 'Overview',
    about: 'The numbers of the last 30 days beside those of the 30 days before.',
    query: `query Overview {
  project {
    name
    analytics(range: { period: LAST_30_DAYS }) {
      stats {
        current { visitors pageviews sessions bounceRate avgDuration }
        previous { visitors pageviews sessions bounceRate avgDuration }
      }
    }
  }
}
`,
  },
]
