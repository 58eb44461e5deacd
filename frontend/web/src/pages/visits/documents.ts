import { graphql, type ResultOf } from '../../api/graphql'

export const VisitFields = graphql(`
  fragment VisitFields on Visit @_unmask {
    id
    visitor
    startedAt
    duration
    pageviews
    events
    bounce
    entryPage
    exitPage
    source
    channel
    browser
    os
    device
    country
    revenue
    currency
  }
`)

export type VisitRow = ResultOf<typeof VisitFields>

export const VisitsQuery = graphql(
  `
    query Visits(
      $project: ID
      $range: RangeInput
      $where: FilterInput
      $timezone: TimeZone
      $visitor: ID
      $first: Int!
      $after: String
    ) {
      project(id: $project) {
        id
        analytics(range: $range, where: $where, timezone: $timezone) {
          visits(visitor: $visitor, first: $first, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...VisitFields
            }
          }
        }
      }
    }
  `,
  [VisitFields],
)

export const SessionsQuery = graphql(`
  query Sessions($project: ID, $range: RangeInput, $where: FilterInput, $compare: Comparison, $timezone: TimeZone) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        sessions(first: 10) {
          sessions
          avgDuration
          bounceRate
          viewsPerSession
          durations {
            fromSeconds
            toSeconds
            sessions
          }
        }
        previous {
          sessions(first: 1) {
            sessions
            avgDuration
            bounceRate
            viewsPerSession
          }
        }
      }
    }
  }
`)

export const VisitQuery = graphql(
  `
    query Visit($project: ID, $session: ID!, $first: Int!) {
      project(id: $project) {
        id
        analytics {
          visit(session: $session) {
            ...VisitFields
          }
          visitTimeline(session: $session, first: $first) {
            totalCount
            nodes {
              id
              type
              timestamp
              path
              title
              name
              text
              value
              revenue
              currency
              data
            }
          }
        }
      }
    }
  `,
  [VisitFields],
)

type VisitAnswer = NonNullable<ResultOf<typeof VisitQuery>['project']>['analytics']
export type Happening = NonNullable<VisitAnswer['visitTimeline']>['nodes'][number]

export const VisitorQuery = graphql(`
  query Visitor($project: ID, $visitor: ID!) {
    project(id: $project) {
      id
      analytics {
        visitor(id: $visitor) {
          id
          firstSeen
          lastSeen
          sessions
          pageviews
          events
          traits {
            key
            value
          }
        }
      }
    }
  }
`)
