import { useMemo } from 'react'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import type { Labels } from './draw'
import type { TooltipLine } from './parts'
import type { Point, Series } from './series'

export function useLabels(series: Series, colour: string): Labels {
  const words = useWords()
  const format = useFormat()
  const { zone, drawn: interval } = useAsked()
  return useMemo(() => {
    const { metric, points, previous, marks } = series
    const line = (point: Point, kind: TooltipLine['kind']): TooltipLine => {
      const time = format.bucket(point.start, interval, zone, true)
      const label = point.unfinished ? `${time} (${words.chart.unfinished})` : time
      return { label, value: format.metric(metric, point.value), kind }
    }
    return {
      buckets: points.map(({ start }) => format.bucket(start, interval, zone)),
      value: (value) => format.metric(metric, value, true),
      tooltip: (index) => {
        const [now, before] = [points[index], previous?.[index]]
        const happened = marks.filter((mark) => mark.index === index).map(({ text }) => ({ label: text, value: '', colour }))
        return [...(now ? [line(now, 'now')] : []), ...(before ? [line(before, 'before')] : []), ...happened]
      },
    }
  }, [series, words, format, zone, interval, colour])
}
