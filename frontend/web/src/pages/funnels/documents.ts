import { graphql, type ResultOf } from '../../api/graphql'

export const FunnelsQuery = graphql(`
  query Funnels($project: ID) {
    project(id: $project) {
      id
      funnels(first: 200) {
        nodes {
          id
          name
          windowSeconds
          strictOrder
          steps {
            type
            value
            label
            conditions {
              property
              op
              values
            }
          }
        }
      }
    }
  }
`)

export type Funnel = NonNullable<NonNullable<ResultOf<typeof FunnelsQuery>['project']>['funnels']>['nodes'][number]

export const FunnelQuery = graphql(`
  query Funnel($project: ID, $range: RangeInput, $where: FilterInput, $compare: Comparison, $timezone: TimeZone, $id: ID!) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        funnel(id: $id) {
          funnelId
          overallConversion
          steps {
            label
            visitors
            dropOff
            conversionRate
            medianSeconds
          }
          previous {
            overallConversion
            steps {
              visitors
            }
          }
        }
      }
    }
  }
`)

export type FunnelReport = NonNullable<NonNullable<ResultOf<typeof FunnelQuery>['project']>['analytics']['funnel']>

export const FunnelByQuery = graphql(`
  query FunnelBy(
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
        funnelBreakdown(id: $id, by: $by, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            value
            visitors
            overallConversion
          }
        }
      }
    }
  }
`)

export const FunnelLossesQuery = graphql(`
  query FunnelLosses(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $id: ID!
    $step: Int!
    $first: Int!
    $after: String
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        funnelLosses(id: $id, step: $step, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            visitor
            session
            reachedAt
            source
            country
            device
            browser
          }
        }
      }
    }
  }
`)

export const CreateFunnel = graphql(`
  mutation CreateFunnel($project: ID, $name: String!, $steps: [FunnelStepInput!]!, $windowSeconds: Int, $strictOrder: Boolean!) {
    createFunnel(project: $project, name: $name, steps: $steps, windowSeconds: $windowSeconds, strictOrder: $strictOrder) {
      id
    }
  }
`)

export const UpdateFunnel = graphql(`
  mutation UpdateFunnel(
    $project: ID
    $id: ID!
    $name: String!
    $steps: [FunnelStepInput!]!
    $windowSeconds: Int
    $strictOrder: Boolean!
  ) {
    updateFunnel(
      project: $project
      id: $id
      name: $name
      steps: $steps
      windowSeconds: $windowSeconds
      strictOrder: $strictOrder
    ) {
      id
    }
  }
`)

export const DeleteFunnel = graphql(`
  mutation DeleteFunnel($project: ID, $id: ID!) {
    deleteFunnel(project: $project, id: $id)
  }
`)
