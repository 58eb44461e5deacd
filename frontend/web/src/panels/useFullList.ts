import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { upper, useAskedVariables } from '../api/asked'
import type { VariablesOf } from '../api/graphql'
import { ListQuery } from './documents'
import { type ListId, type ListMetric, listOf } from './lists'

const PAGE = 50
const TYPING_MS = 250

export type ListVariables = VariablesOf<typeof ListQuery>

const METRIC_NAMES = {
  visitors: 'VISITORS',
  sessions: 'SESSIONS',
  pageviews: 'PAGEVIEWS',
  events: 'EVENTS',
  bounceRate: 'BOUNCE_RATE',
  avgDuration: 'AVG_DURATION',
  timeOnPage: 'TIME_ON_PAGE',
  uniqueViews: 'UNIQUE_VIEWS',
  revenue: 'REVENUE',
} as const satisfies Record<ListMetric, string>

/** The variables of a whole list: its first page, ordered by its first column. */
export function useListVariables(list: ListId): ListVariables {
  const asked = useAskedVariables()
  return useMemo(() => {
    const { dimension, metrics } = listOf(list)
    const { project, range, where, timezone } = asked
    const names = metrics.map((metric) => METRIC_NAMES[metric])
    return { project, range, where, timezone, by: upper(dimension), metrics: names, orderBy: { metric: METRIC_NAMES[metrics[0]] }, first: PAGE }
  }, [asked, list])
}

/** A list that can be searched, ordered and paged. */
export function useFullList(list: ListId) {
  const whole = useListVariables(list)
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState<ListMetric>(listOf(list).metrics[0])
  const [pages, setPages] = useState<{ of: unknown; after: string[] }>({ of: null, after: [] })
  const [settled] = useDebouncedValue(search.trim(), TYPING_MS)
  const first = useMemo(
    () => ({ ...whole, orderBy: { metric: METRIC_NAMES[order] }, search: settled === '' ? null : settled }),
    [whole, order, settled],
  )
  // cursors belong to one order of rows: another question starts at the first page again
  const after = pages.of === first ? pages.after : []
  const variables = { ...first, after: after.at(-1) ?? null }
  const [{ data, error, fetching }] = useQuery({ query: ListQuery, variables })
  const found = data?.project?.analytics.breakdown ?? null
  const turn = (cursors: string[]) => {
    setPages({ of: first, after: cursors })
  }
  return {
    found,
    error,
    fetching,
    variables,
    search,
    setSearch,
    order,
    setOrder,
    skipped: after.length * PAGE,
    previous: after.length > 0 ? () => { turn(after.slice(0, -1)) } : null,
    next: found?.pageInfo.hasNextPage ? () => { turn([...after, found.pageInfo.endCursor ?? '']) } : null,
  }
}

export type FullListState = ReturnType<typeof useFullList>
