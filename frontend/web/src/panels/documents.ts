import { graphql } from '../api/graphql'

/** One ranking, in full. */
export const ListQuery = graphql(`
  query List(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $by: Dimension!
    $metrics: [Metric!]!
    $orderBy: BreakdownOrder
    $search: String
    $first: Int!
    $after: String
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        breakdown(
          by: $by
          metrics: $metrics
          orderBy: $orderBy
          search: $search
          first: $first
          after: $after
        ) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            value
            visitors
            sessions
            pageviews
            events
            bounceRate
            avgDuration
            timeOnPage
            uniqueViews
            revenue
            percentage
          }
        }
      }
    }
  }
`)
