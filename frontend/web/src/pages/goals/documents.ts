import { graphql, type ResultOf } from '../../api/graphql'

export const GoalsQuery = graphql(`
  query Goals($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone) {
    project(id: $project) {
      id
      currency
      goals(first: 200) {
        nodes {
          id
          name
          goalType
          config {
            path
            eventName
            thresholdSeconds
            thresholdPages
            conditions {
              property
              op
              values
            }
          }
        }
      }
      analytics(range: $range, where: $where, timezone: $timezone) {
        goalSummaries(first: 200) {
          goalId
          conversions
          uniqueVisitors
          conversionRate
        }
      }
    }
  }
`)

type GoalsAnswer = NonNullable<ResultOf<typeof GoalsQuery>['project']>
export type Goal = NonNullable<GoalsAnswer['goals']>['nodes'][number]

export const GoalQuery = graphql(`
  query Goal(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $compare: Comparison
    $timezone: TimeZone
    $id: ID!
    $interval: Interval!
  ) {
    project(id: $project) {
      id
      currency
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        goal(id: $id) {
          goalId
          conversions
          uniqueVisitors
          conversionRate
          totalRevenue
          revenue {
            amount
            currency
          }
          previous {
            conversions
            uniqueVisitors
            conversionRate
            totalRevenue
          }
        }
        goalTimeseries(id: $id, interval: $interval) {
          date
          partial
          conversions
          uniqueVisitors
          conversionRate
        }
      }
    }
  }
`)

export const GoalByQuery = graphql(`
  query GoalBy(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $id: ID!
    $by: Dimension!
    $first: Int!
    $after: String
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        goalBreakdown(id: $id, by: $by, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            value
            visitors
            conversions
            uniqueVisitors
            conversionRate
          }
        }
      }
    }
  }
`)

export const CreateGoal = graphql(`
  mutation CreateGoal($project: ID, $name: String!, $goalType: GoalType!, $config: GoalConfigInput!) {
    createGoal(project: $project, name: $name, goalType: $goalType, config: $config) {
      id
    }
  }
`)

export const UpdateGoal = graphql(`
  mutation UpdateGoal($project: ID, $id: ID!, $name: String!, $goalType: GoalType!, $config: GoalConfigInput!) {
    updateGoal(project: $project, id: $id, name: $name, goalType: $goalType, config: $config) {
      id
    }
  }
`)

export const DeleteGoal = graphql(`
  mutation DeleteGoal($project: ID, $id: ID!) {
    deleteGoal(project: $project, id: $id)
  }
`)
