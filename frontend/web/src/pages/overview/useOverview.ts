import type { CombinedError } from '@urql/core'
import { useDocumentVisibility } from '@mantine/hooks'
import { useEffect, useMemo, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { useAskedVariables } from '../../api/asked'
import type { VariablesOf } from '../../api/graphql'
import type { Interval } from '../../question/ranges'
import { useAsked } from '../../question/useQuestion'
import type { Numbers } from '../../panels/StatCards'
import type { Series } from '../../panels/chart/series'
import { listsOf, type PanelListId, type Ranked, seriesOf } from './answer'
import { type OverviewAnswer, OverviewLive, OverviewQuery } from './documents'

export interface Overview {
  stats: { current: Numbers; previous: Numbers | null } | null
  series: Series | null
  lists: Record<PanelListId, Ranked | null> | null
  error: CombinedError | undefined
  /** the answer on the page is still that of an earlier question */
  stale: boolean
  variables: Record<string, unknown>
}

interface Pushed {
  to: unknown
  answer: OverviewAnswer
  error: CombinedError | undefined
}

/** The overview's answer: one request, then whatever newer the socket brings while the range reaches to now. */
export function useOverview(): Overview {
  const { live, drawn, metric } = useAsked()
  const asked = useAskedVariables()
  const variables = useMemo(
    () => ({ ...asked, interval: drawn.toUpperCase() as Uppercase<Interval> }),
    [asked, drawn],
  )
  const [{ data, error, fetching, stale }] = useQuery({ query: OverviewQuery, variables })
  const pushed = usePushed(variables, live)
  const newer = pushed?.to === variables ? pushed : null
  const answer = newer ? newer.answer : (data?.project?.analytics ?? null)
  return {
    stats: answer?.stats ?? null,
    series: useMemo(() => seriesOf(answer, metric), [answer, metric]),
    lists: useMemo(() => answer && listsOf(answer), [answer]),
    error: newer ? newer.error : error,
    stale: !newer && (fetching || stale),
    variables,
  }
}

function usePushed(variables: VariablesOf<typeof OverviewLive>, live: boolean): Pushed | null {
  const client = useClient()
  const hidden = useDocumentVisibility() === 'hidden'
  const [pushed, setPushed] = useState<Pushed | null>(null)
  useEffect(() => {
    if (!live || hidden) return undefined
    const { unsubscribe } = client.subscription(OverviewLive, variables).subscribe(({ data, error }) => {
      if (data) setPushed({ to: variables, answer: data.analytics, error })
    })
    return unsubscribe
  }, [client, variables, live, hidden])
  return pushed
}
