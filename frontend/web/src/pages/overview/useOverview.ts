import { useDocumentVisibility } from '@mantine/hooks'
import type { Client, CombinedError } from '@urql/core'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { askedVariables, type AskedVariables, upper, useAskedVariables } from '../../api/asked'
import type { VariablesOf } from '../../api/graphql'
import type { Series } from '../../panels/chart/series'
import type { Annotation } from '../../annotations/annotations'
import type { Numbers } from '../../panels/StatCards'
import { spanBefore } from '../../question/ranges'
import { type Asked, askedNow, type Project, useAsked } from '../../question/useQuestion'
import { listsOf, type PanelListId, type Ranked, seriesOf } from './answer'
import { type GoalSummary, type OverviewAnswer, OverviewLive, OverviewQuery } from './documents'

export type OverviewVariables = VariablesOf<typeof OverviewQuery>

export interface Overview {
  stats: { current: Numbers; previous: Numbers | null } | null
  series: Series | null
  lists: Record<PanelListId, Ranked | null> | null
  goals: GoalSummary[] | null
  annotations: Annotation[]
  error: CombinedError | undefined
  /** the answer on the page is still that of an earlier question */
  stale: boolean
  variables: OverviewVariables
  again: () => void
}

const NOTHING: Annotation[] = []

/** The overview's answer: one request, then whatever newer the socket brings while the range reaches to now. */
export function useOverview(): Overview {
  const { live, metric } = useAsked()
  const variables = useOverviewVariables()
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: OverviewQuery, variables })
  const took = useTook(fetching)
  useAhead()
  const pushed = usePushed(variables, live && !fetching, took)
  const newer = pushed?.to === variables ? pushed : null
  const answer = newer ? newer.answer : (data?.project?.analytics ?? null)
  const before = variables.compared ? data?.project?.before?.timeseries : null
  const annotations = answer?.annotations ?? NOTHING
  return {
    stats: answer?.stats ?? null,
    series: useMemo(
      () => seriesOf(answer?.timeseries, before, metric, annotations),
      [answer, before, metric, annotations],
    ),
    annotations,
    goals: answer?.goalSummaries ?? null,
    lists: useMemo(() => answer && listsOf(answer), [answer]),
    error: newer ? newer.error : error,
    stale: !newer && (fetching || stale),
    variables,
    again: useCallback(() => {
      ask({ requestPolicy: 'network-only' })
    }, [ask]),
  }
}

function useOverviewVariables(): OverviewVariables {
  const asked = useAsked()
  const variables = useAskedVariables()
  const { span, compare, drawn } = asked
  return useMemo(() => overviewVariables({ span, compare, drawn }, variables), [variables, span, compare, drawn])
}

function overviewVariables(asked: Pick<Asked, 'span' | 'compare' | 'drawn'>, variables: AskedVariables): OverviewVariables {
  const { span, compare, drawn } = asked
  const { start, end } = spanBefore(span, compare)
  return { ...variables, interval: upper(drawn), compared: compare !== 'off', before: { startAt: start, endAt: end } }
}

/** Ends what asked ahead. */
let ahead: (() => void) | null = null

/**
 * Ask for the overview of this address before anything is drawn, so that the answer is on its way meanwhile, or there already.
 * The first overview that asks the same gets the same answer.
 */
export function askAhead(client: Client, project: Project): void {
  const asked = askedNow(location.search.slice(1), project)
  const asking = client.query(OverviewQuery, overviewVariables(asked, askedVariables(asked, project.id)))
  const subscription = asking.subscribe(() => undefined)
  ahead = () => {
    subscription.unsubscribe()
  }
}

/** Once somebody has the answer it must not be kept: whoever asks later wants a new one. */
function useAhead(): void {
  useEffect(() => {
    ahead?.()
    ahead = null
  }, [])
}

interface Pushed {
  to: OverviewVariables
  answer: OverviewAnswer
  error: CombinedError | undefined
}

/** How long the last request took, in seconds; nothing where the answer was there already. */
function useTook(fetching: boolean): RefObject<number> {
  const took = useRef(0)
  useEffect(() => {
    if (!fetching) return undefined
    const began = performance.now()
    return () => {
      took.current = (performance.now() - began) / 1000
    }
  }, [fetching])
  return took
}

/** An open overview may keep half a core of the server busy, no more: the dearer its answer, the rarer a new one. */
const LOAD = 0.5
const RAREST_SECONDS = 60

/**
 * What the socket told last, and to which question. Nobody is told while the page is hidden.
 *
 * @param wanted whether there is something to wait for
 * @param took seconds that an answer takes
 */
function usePushed(variables: OverviewVariables, wanted: boolean, took: RefObject<number>): Pushed | null {
  const client = useClient()
  const hidden = useDocumentVisibility() === 'hidden'
  const [pushed, setPushed] = useState<Pushed | null>(null)
  useEffect(() => {
    if (!wanted || hidden) return undefined
    const { compared: _, before: __, ...asked } = variables
    const every = Math.min(RAREST_SECONDS, Math.max(1, Math.ceil(took.current / LOAD)))
    const subscription = client.subscription(OverviewLive, { ...asked, every }).subscribe(({ data, error }) => {
      if (data) setPushed({ to: variables, answer: data.analytics, error })
    })
    return () => {
      subscription.unsubscribe()
    }
  }, [client, variables, wanted, took, hidden])
  return pushed
}
