import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from 'urql'
import { dimensionOf, useAskedVariables } from '../api/asked'
import { graphql } from '../api/graphql'
import { type Filter, type OwnDimension, ownOf } from './filters'

const TYPING_MS = 200

const ValuesQuery = graphql(`
  query Values($project: ID, $range: RangeInput, $timezone: TimeZone, $by: Dimension!, $search: String) {
    project(id: $project) {
      analytics(range: $range, timezone: $timezone) {
        breakdown(by: $by, search: $search, first: 20) {
          nodes {
            value
          }
        }
      }
    }
  }
`)

const OwnValuesQuery = graphql(`
  query OwnValues($project: ID, $range: RangeInput, $timezone: TimeZone, $of: PropertyKind!, $key: String!, $search: String) {
    project(id: $project) {
      analytics(range: $range, timezone: $timezone) {
        propertyValues(of: $of, key: $key, search: $search, first: 20) {
          nodes {
            value
          }
        }
      }
    }
  }
`)

const KeysQuery = graphql(`
  query OwnKeys($project: ID, $range: RangeInput, $timezone: TimeZone) {
    project(id: $project) {
      analytics(range: $range, timezone: $timezone) {
        property: propertyKeys(of: EVENT, first: 100) {
          nodes {
            key
          }
        }
        trait: propertyKeys(of: TRAIT, first: 100) {
          nodes {
            key
          }
        }
      }
    }
  }
`)

/** The most frequent values of a dimension in the range that is looked at, as far as they contain what was typed. */
export function useSuggestions(dimension: Filter['dimension'], typed: string): string[] {
  const { project, range, timezone } = useAskedVariables()
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS)
  const own = ownOf(dimension)
  const asked = { project, range, timezone, search: settled === '' ? null : settled }
  const [{ data: known }] = useQuery({
    query: ValuesQuery,
    variables: { ...asked, by: dimensionOf(dimension).dimension },
    pause: own !== null,
  })
  const [{ data: named }] = useQuery({
    query: OwnValuesQuery,
    variables: { ...asked, of: own?.kind === 'trait' ? 'TRAIT' : 'EVENT', key: own?.key ?? '' },
    pause: own === null,
  })
  const rows = own ? named?.project?.analytics.propertyValues?.nodes : known?.project?.analytics.breakdown?.nodes
  return [...new Set((rows ?? []).map(({ value }) => value).filter((value) => value !== ''))]
}

/** The properties and traits that events of the range carry. */
export function useOwnDimensions(): OwnDimension[] {
  const { project, range, timezone } = useAskedVariables()
  const [{ data }] = useQuery({ query: KeysQuery, variables: { project, range, timezone } })
  const found = data?.project?.analytics
  return [
    ...(found?.property?.nodes ?? []).map(({ key }): OwnDimension => `property:${key}`),
    ...(found?.trait?.nodes ?? []).map(({ key }): OwnDimension => `trait:${key}`),
  ]
}
