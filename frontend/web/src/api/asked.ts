/** From the question as the reader has it to the variables of an operation. */

import { useMemo } from 'react'
import { type Dimension, type Filter, ownOf } from '../question/filters'
import { type Asked, useAsked, useProject } from '../question/useQuestion'
import { graphql, type VariablesOf } from './graphql'

export const AskedDocument = graphql(`
  query Asked($project: ID, $range: RangeInput, $where: FilterInput, $compare: Comparison, $timezone: TimeZone) {
    project(id: $project) {
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        __typename
      }
    }
  }
`)

/** What every report takes. */
export type AskedVariables = VariablesOf<typeof AskedDocument>
type Where = AskedVariables['where']

const COMPARISON = { previous: 'PREVIOUS_PERIOD', year: 'PREVIOUS_YEAR', off: null } as const

export function useAskedVariables(): AskedVariables {
  const asked = useAsked()
  const { id } = useProject()
  const { span, compare, filters, zone } = asked
  const { start, end } = span
  // the same values for the same question, whatever else of it changes
  return useMemo(() => askedVariables(asked, id), [id, start, end, filters, compare, zone])
}

export const askedVariables = ({ span, compare, filters, zone }: Asked, project: string): AskedVariables => ({
  project,
  range: { startAt: span.start, endAt: span.end },
  where: whereOf(filters),
  compare: COMPARISON[compare],
  timezone: zone,
})

/** All filters hold together; null where there are none. */
export function whereOf(filters: Filter[]): Where {
  const parts = filters.map(({ dimension, op, values }) => ({
    is: { ...dimensionOf(dimension), op: upper(op), values },
  }))
  return parts.length === 0 ? null : { and: parts }
}

/** Enums stand in capitals in GraphQL. */
export function upper<Text extends string>(text: Text): Uppercase<Text> {
  return text.toUpperCase() as Uppercase<Text>
}

/** A dimension as GraphQL takes it: those that a site named stand under their kind, with a key. */
export function dimensionOf(dimension: Filter['dimension']): { dimension: ApiDimension; key?: string } {
  const own = ownOf(dimension)
  return own ? { dimension: upper(own.kind), key: own.key } : { dimension: upper(dimension as Dimension) }
}

type ApiDimension = Uppercase<Dimension> | 'PROPERTY' | 'TRAIT'
