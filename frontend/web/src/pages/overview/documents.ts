/** The overview is one question: everything on the page comes in one answer, and newer ones through the socket. */

import { graphql, type ResultOf } from '../../api/graphql'

const StatsFields = graphql(`
  fragment StatsFields on Stats @_unmask {
    visitors
    sessions
    pageviews
    bounceRate
    avgDuration
    events
  }
`)

const ListFields = graphql(`
  fragment ListFields on BreakdownRowConnection @_unmask {
    totalCount
    nodes {
      value
      visitors
      events
      percentage
    }
  }
`)

const PointFields = graphql(`
  fragment PointFields on Point @_unmask {
    start
    partial
    visitors
    sessions
    pageviews
    bounceRate
    avgDuration
    events
  }
`)

const GoalFields = graphql(`
  fragment GoalFields on GoalSummary @_unmask {
    goalId
    name
    conversions
    uniqueVisitors
    conversionRate
  }
`)

/** The goals alone, as "show query" tells them. */
export const GoalsQuery = graphql(
  `
    query Goals($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone) {
      project(id: $project) {
        analytics(range: $range, where: $where, timezone: $timezone) {
          goalSummaries(first: 9) { ...GoalFields }
        }
      }
    }
  `,
  [GoalFields],
)

export const OverviewFields = graphql(
  `
    fragment OverviewFields on Analytics @_unmask {
      stats {
        current {
          ...StatsFields
        }
        previous {
          ...StatsFields
        }
      }
      timeseries(interval: $interval) {
        ...PointFields
      }
      top: breakdown(by: PAGE, first: 9) { ...ListFields }
      entry: breakdown(by: ENTRY_PAGE, first: 9) { ...ListFields }
      exit: breakdown(by: EXIT_PAGE, first: 9) { ...ListFields }
      channels: breakdown(by: CHANNEL, first: 9) { ...ListFields }
      sources: breakdown(by: SOURCE, first: 9) { ...ListFields }
      campaigns: breakdown(by: UTM_CAMPAIGN, first: 9) { ...ListFields }
      countries: breakdown(by: COUNTRY, first: 100) { ...ListFields }
      languages: breakdown(by: LANGUAGE, first: 9) { ...ListFields }
      types: breakdown(by: DEVICE, first: 9) { ...ListFields }
      browsers: breakdown(by: BROWSER, first: 9) { ...ListFields }
      systems: breakdown(by: OS, first: 9) { ...ListFields }
      events: breakdown(by: EVENT, metrics: [EVENTS, VISITORS], first: 9) { ...ListFields }
      goalSummaries(first: 9) { ...GoalFields }
      annotations {
        id
        at
        text
        link
      }
    }
  `,
  [StatsFields, ListFields, PointFields, GoalFields],
)

export const OverviewQuery = graphql(
  `
    query Overview(
      $project: ID
      $range: RangeInput
      $where: FilterInput
      $compare: Comparison
      $timezone: TimeZone
      $interval: Interval!
      $compared: Boolean!
      $before: RangeInput
    ) {
      project(id: $project) {
        id
        analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
          ...OverviewFields
        }
        before: analytics(range: $before, where: $where, timezone: $timezone) @include(if: $compared) {
          timeseries(interval: $interval) {
            ...PointFields
          }
        }
      }
    }
  `,
  [OverviewFields, PointFields],
)

export const OverviewLive = graphql(
  `
    subscription OverviewLive(
      $every: Int!
      $project: ID
      $range: RangeInput
      $where: FilterInput
      $compare: Comparison
      $timezone: TimeZone
      $interval: Interval!
    ) {
      analytics(
        project: $project
        range: $range
        where: $where
        compare: $compare
        timezone: $timezone
        every: $every
      ) {
        ...OverviewFields
      }
    }
  `,
  [OverviewFields],
)

export type OverviewAnswer = ResultOf<typeof OverviewFields>
export type PointAnswer = ResultOf<typeof PointFields>
export type GoalSummary = ResultOf<typeof GoalFields>
