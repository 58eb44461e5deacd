import { Skeleton } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './Chart.module.css'
import type { Point, Series } from './series'
import { useColours, useDrawing } from './useDrawing'
import { useLabels } from './useLabels'

const load = () => import('./draw')

/** A line over time. What it shows also stands in a table (see ChartTable); here it is a picture with a name. */
export function Chart({ series }: { series: Series }) {
  const words = useWords()
  const format = useFormat()
  const { zone, drawn: interval } = useAsked()
  const colours = useColours()
  const labels = useLabels(series, colours.amber)
  const still = useReducedMotion()
  const element = useRef<HTMLDivElement>(null)
  const made = useDrawing(element, load)
  useEffect(() => {
    made?.drawing.draw(made.chart, series, labels, colours, still)
  }, [made, series, labels, colours, still])
  const [first, last] = [series.points[0], series.points.at(-1)]
  const at = (point: Point | undefined) => (point ? format.bucket(point.start, interval, zone, true) : '')
  const name = words.chart.summary(words.metrics[series.metric], series.points.length, at(first), at(last))
  return (
    <div className={css.holder}>
      <div ref={element} className={css.chart} role="img" aria-label={name} />
      {!made && <Skeleton className={css.wait} />}
    </div>
  )
}
