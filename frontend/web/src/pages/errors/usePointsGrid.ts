import { useBucketText } from '../../panels/chart/TimeChart'
import { gridOf } from '../../panels/grid'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import type { ErrorPoint } from './documents'

/** Errors over time as a table. */
export function usePointsGrid() {
  const words = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const time = useBucketText(drawn)
  return (points: ErrorPoint[]) =>
    gridOf(
      [
        { name: words.chart.time, value: ({ date }) => date, show: ({ date }) => time(date, true) },
        { name: words.errors.total, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.errors.sessions, value: (row) => row.uniqueSessions, show: (row) => format.whole(row.uniqueSessions) },
      ],
      points,
      ({ date }) => date,
    )
}
