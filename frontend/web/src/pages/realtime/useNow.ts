import type { CombinedError } from '@urql/core'
import { useSubscription } from 'urql'
import type { ListRow } from '../../panels/BarList'
import { useProject } from '../../question/useQuestion'
import { PresentSubscription } from './documents'

export interface Minute {
  start: string
  visitors: number
}

export type NowList = 'pages' | 'sources' | 'countries'

export type Now = Record<NowList, ListRow[] | null> & {
  visitors: number | null
  minutes: Minute[] | null
  error: CombinedError | undefined
}

/** The present, as it changes. */
export function useNow(paused: boolean): Now {
  const { id } = useProject()
  const [{ data, error }] = useSubscription({ query: PresentSubscription, variables: { project: id }, pause: paused })
  const now = data?.realtime
  return {
    visitors: now?.activeVisitors ?? null,
    minutes: now?.minutes?.map(({ minute, visitors }) => ({ start: minute, visitors })) ?? null,
    pages: rows(now?.pages),
    sources: rows(now?.sources),
    countries: rows(now?.countries),
    error,
  }
}

function rows(nodes: { value: string; visitors: number }[] | null | undefined): ListRow[] | null {
  return nodes?.map(({ value, visitors }) => ({ value, count: visitors, share: null })) ?? null
}
