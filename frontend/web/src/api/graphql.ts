import { initGraphQLTada } from 'gql.tada'
import type { introspection } from '../generated/graphql-env'

/** Documents are written with this; their types follow from the committed schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { BigInt: number; DateTime: string; Date: string; JSON: unknown; TimeZone: string; URL: string }
}>()

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
export { readFragment } from 'gql.tada'
