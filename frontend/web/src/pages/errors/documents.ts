import { graphql, type ResultOf } from '../../api/graphql'

export const ErrorTotalsQuery = graphql(`
  query ErrorTotals(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $compare: Comparison
    $timezone: TimeZone
    $interval: Interval!
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        errorStats {
          totalErrors
          uniqueErrors
          affectedSessions
          errorRate
        }
        previous {
          errorStats {
            totalErrors
            uniqueErrors
            affectedSessions
            errorRate
          }
        }
        errorSeries(interval: $interval) {
          date
          partial
          count
          uniqueSessions
        }
      }
    }
  }
`)

export type ErrorPoint = NonNullable<NonNullable<ResultOf<typeof ErrorTotalsQuery>['project']>['analytics']['errorSeries']>[number]

const GroupFields = graphql(`
  fragment GroupFields on ErrorGroup @_unmask {
    id
    message
    filename
    status
    count
    visitors
    uniqueSessions
    firstSeen
    lastSeen
  }
`)

export type ErrorGroup = ResultOf<typeof GroupFields>

export const ErrorsQuery = graphql(
  `
    query Errors(
      $project: ID
      $range: RangeInput
      $where: FilterInput
      $timezone: TimeZone
      $status: ErrorStatus
      $search: String
      $first: Int!
      $after: String
    ) {
      project(id: $project) {
        id
        analytics(range: $range, where: $where, timezone: $timezone) {
          errors(status: $status, search: $search, first: $first, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...GroupFields
            }
          }
        }
      }
    }
  `,
  [GroupFields],
)

export const ErrorGroupQuery = graphql(
  `
    query ErrorGroup(
      $project: ID
      $range: RangeInput
      $where: FilterInput
      $timezone: TimeZone
      $interval: Interval!
      $group: ID!
    ) {
      project(id: $project) {
        id
        analytics(range: $range, where: $where, timezone: $timezone) {
          errors(first: 1000) {
            nodes {
              ...GroupFields
            }
          }
          errorSeries(group: $group, interval: $interval) {
            date
            partial
            count
            uniqueSessions
          }
          errorInstances(group: $group, first: 20) {
            nodes {
              id
              message
              stack
              filename
              lineno
              colno
              path
              timestamp
              session
              visitor
              browser
              os
              device
              country
            }
          }
        }
      }
    }
  `,
  [GroupFields],
)

type GroupAnswer = NonNullable<ResultOf<typeof ErrorGroupQuery>['project']>['analytics']
export type Instance = NonNullable<GroupAnswer['errorInstances']>['nodes'][number]

export const DecideError = graphql(`
  mutation DecideError($project: ID, $group: ID!, $decision: ErrorDecision) {
    decideError(project: $project, group: $group, decision: $decision) {
      id
      status
    }
  }
`)
