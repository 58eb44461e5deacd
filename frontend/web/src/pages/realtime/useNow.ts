import type { CombinedError } from '@urql/core'
import { useEffect, useState } from 'react'
import { useSubscription } from 'urql'
import type { ListRow } from '../../panels/BarList'
import { useProject } from '../../question/useQuestion'
import { LastMinutes, NowSubscription } from './documents'

export const MINUTES = 30
const MINUTE_MS = 60_000

export interface Minute {
  start: string
  views: number
}

export interface Now {
  visitors: number | null
  minutes: Minute[] | null
  top: ListRow[] | null
  sources: ListRow[] | null
  error: CombinedError | undefined
}

/** The last half hour, kept up to date by two subscriptions. */
export function useNow(paused: boolean): Now {
  const { id } = useProject()
  const startAt = useStart()
  const [now] = useSubscription({ query: NowSubscription, variables: { project: id }, pause: paused })
  const [last] = useSubscription({ query: LastMinutes, variables: { project: id, startAt }, pause: paused })
  const answer = last.data?.analytics
  return {
    visitors: now.data?.realtime.activeVisitors ?? null,
    minutes: answer?.timeseries?.slice(-MINUTES).map(({ start, pageviews }) => ({ start, views: pageviews })) ?? null,
    top: rows(answer?.top?.nodes),
    sources: rows(answer?.sources?.nodes),
    error: last.error ?? now.error,
  }
}

function rows(nodes: { value: string; visitors: number | null }[] | undefined): ListRow[] | null {
  return nodes?.map(({ value, visitors }) => ({ value, count: visitors ?? 0, share: null })) ?? null
}

/** Half an hour ago, by the minute; moved on once a minute so that what has left the half hour leaves the lists. */
function useStart(): string {
  const [start, setStart] = useState(startNow)
  useEffect(() => {
    const timer = setInterval(() => {
      setStart(startNow())
    }, MINUTE_MS)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return start
}

function startNow(): string {
  const minute = Math.floor(Date.now() / MINUTE_MS) - (MINUTES - 1)
  return `${new Date(minute * MINUTE_MS).toISOString().slice(0, 19)}Z`
}
