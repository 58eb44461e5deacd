/** The overview's answer, taken apart for its panels. */

import type { ListRow } from '../../panels/BarList'
import { marksOf, type Series } from '../../panels/chart/series'
import { listOf, PANELS } from '../../panels/lists'
import type { Metric } from '../../question/question'
import type { OverviewAnswer, PointAnswer } from './documents'

export type PanelListId = (typeof PANELS)[keyof typeof PANELS][number]

export interface Ranked {
  rows: ListRow[]
  total: number
}

const IDS: PanelListId[] = Object.values(PANELS).flat()

export function listsOf(answer: OverviewAnswer): Record<PanelListId, Ranked | null> {
  return Object.fromEntries(IDS.map((id) => [id, ranked(answer, id)])) as Record<PanelListId, Ranked | null>
}

function ranked(answer: OverviewAnswer, id: PanelListId): Ranked | null {
  const list = answer[id]
  if (!list) return null
  const [metric] = listOf(id).metrics
  return {
    total: list.totalCount,
    rows: list.nodes.map((row) => ({
      value: row.value,
      count: (metric === 'events' ? row.events : row.visitors) ?? 0,
      share: row.percentage,
    })),
  }
}

export function seriesOf(
  points: PointAnswer[] | null | undefined,
  before: PointAnswer[] | null | undefined,
  metric: Metric,
  happened: { at: string; text: string }[],
): Series | null {
  const drawn = (point: PointAnswer) => ({ start: point.start, unfinished: point.partial, value: point[metric] })
  if (!points) return null
  return { metric, points: points.map(drawn), previous: before?.map(drawn) ?? null, marks: marksOf(points, happened) }
}
