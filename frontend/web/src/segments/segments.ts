/** Segments: filters that are kept under a name. */

import { useQuery } from 'urql'
import { graphql, type ResultOf } from '../api/graphql'
import { type Filter, filterOf, writeFilter } from '../question/filters'
import { useProject } from '../question/useQuestion'

const SegmentsQuery = graphql(`
  query Segments($project: ID) {
    project(id: $project) {
      id
      segments(first: 1000) {
        nodes {
          id
          name
          where
        }
      }
    }
  }
`)

export const CreateSegment = graphql(`
  mutation CreateSegment($project: ID, $name: String!, $where: FilterInput!) {
    createSegment(project: $project, name: $name, where: $where) {
      id
    }
  }
`)

export const RenameSegment = graphql(`
  mutation RenameSegment($project: ID, $id: ID!, $name: String!) {
    updateSegment(project: $project, id: $id, name: $name) {
      id
      name
    }
  }
`)

export const DeleteSegment = graphql(`
  mutation DeleteSegment($project: ID, $id: ID!) {
    deleteSegment(project: $project, id: $id)
  }
`)

type Node = NonNullable<NonNullable<ResultOf<typeof SegmentsQuery>['project']>['segments']>['nodes'][number]

export interface Segment {
  id: string
  name: string
  /** null where its conditions are no plain list */
  filters: Filter[] | null
}

/** The project's segments; null while they are not known. */
export function useSegments(pause = false) {
  const { id } = useProject()
  const [{ data, error }, ask] = useQuery({ query: SegmentsQuery, variables: { project: id }, pause })
  const nodes = data?.project?.segments?.nodes
  return {
    segments: nodes ? nodes.map(segmentOf) : null,
    error,
    reload: () => {
      ask({ requestPolicy: 'network-only' })
    },
  }
}

const segmentOf = ({ id, name, where }: Node): Segment => ({ id, name, filters: filtersOf(where) })

interface Condition {
  dimension: string
  key?: string
  op: string
  values: string[]
}

type Tree = { is: Condition } | { and: Tree[] } | { or: Tree[] } | { not: Tree }

/** The conditions of a tree as filters; null where they are more than a list in which all hold. */
export function filtersOf(where: unknown): Filter[] | null {
  const tree = where as Tree
  if ('is' in tree) {
    const { dimension, key, op, values } = tree.is
    const name = dimension.toLowerCase()
    const filter = filterOf(key === undefined ? name : `${name}:${key}`, op.toLowerCase(), values)
    return filter && [filter]
  }
  if (!('and' in tree)) return null
  const parts = tree.and.map(filtersOf)
  return parts.every((part) => part !== null) ? parts.flat() : null
}

/** Whether two lists of filters ask for the same. */
export function sameFilters(one: Filter[], other: Filter[]): boolean {
  const text = (filters: Filter[]) => filters.map(writeFilter).sort().join('&')
  return text(one) === text(other)
}
