import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core'
import { useCallback } from 'react'
import { useQuery } from 'urql'
import { type Problem } from './States'
import { problemAt } from '../api/problems'

/** An answer on its way, with the question that it answers. */
export interface Answer<Data> {
  data: Data | undefined
  error: CombinedError | undefined
  /** what stands here is still the answer to an earlier question, or none at all */
  waiting: boolean
  query: unknown
  variables: Record<string, unknown>
  again: () => void
}

export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> {
  const [{ data, error, fetching, stale }, ask] = useQuery<Data, Variables>({ query, variables, pause })
  const again = useCallback(() => {
    ask({ requestPolicy: 'network-only' })
  }, [ask])
  return { data, error, waiting: fetching || stale, query, variables: variables as Record<string, unknown>, again }
}

/** Why a field is missing, or null where it is not, or not yet. */
export const problemOfField = (answer: Answer<unknown>, field: string): Problem | null => problemAt(answer.error, field)
