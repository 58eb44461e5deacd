import { useQuery } from 'urql'
import { graphql } from '../api/graphql'
import { useProject } from '../question/useQuestion'

const KnownQuery = graphql(`
  query Known($project: ID) {
    project(id: $project) {
      id
      analytics(range: { period: LAST_90_DAYS }) {
        pages: breakdown(by: PAGE, first: 200) {
          nodes {
            value
          }
        }
        events: breakdown(by: EVENT, metrics: [EVENTS], first: 200) {
          nodes {
            value
          }
        }
        propertyKeys(first: 100) {
          nodes {
            key
          }
        }
      }
    }
  }
`)

export interface Known {
  pages: string[]
  events: string[]
  properties: string[]
}

/** What has been seen of late, to choose from where a form wants a page, an event or a property. */
export function useKnown(): Known {
  const { id } = useProject()
  const [{ data }] = useQuery({ query: KnownQuery, variables: { project: id } })
  const found = data?.project?.analytics
  return {
    pages: found?.pages?.nodes.map(({ value }) => value) ?? [],
    events: found?.events?.nodes.map(({ value }) => value).filter((value) => value !== '') ?? [],
    properties: found?.propertyKeys?.nodes.map(({ key }) => key) ?? [],
  }
}
