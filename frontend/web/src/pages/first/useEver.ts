import { useEffect, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../../api/graphql'
import { useProject } from '../../question/useQuestion'

/** before any event that a server of ours could have taken */
const BEGINNING = '2000-01-01'

const EverQuery = graphql(`
  query Ever($project: ID, $since: String) {
    project(id: $project) {
      analytics(range: { startAt: $since }) {
        stats {
          current {
            pageviews
            events
          }
        }
      }
    }
  }
`)

const FirstSubscription = graphql(`
  subscription First($project: ID) {
    liveEvents(project: $project) {
      id
      type
      path
    }
  }
`)

/**
 * Whether anything ever arrived for the project; null while that is not known.
 *
 * @param wondering ask only where there is reason to: most projects have events
 */
export function useEver(wondering: boolean): boolean | null {
  const { id } = useProject()
  const variables = { project: id, since: BEGINNING }
  const [{ data }] = useQuery({ query: EverQuery, variables, pause: !wondering })
  const stats = data?.project?.analytics.stats?.current
  if (!wondering) return true
  return stats ? stats.pageviews + stats.events > 0 : null
}

/** Turns true by itself when the first event arrives. */
export function useArrival(): boolean {
  const client = useClient()
  const { id } = useProject()
  const [arrived, setArrived] = useState(false)
  useEffect(() => {
    const subscription = client.subscription(FirstSubscription, { project: id }).subscribe(({ data }) => {
      if (data) setArrived(true)
    })
    return () => {
      subscription.unsubscribe()
    }
  }, [client, id])
  return arrived
}
