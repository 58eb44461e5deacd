import { Skeleton, useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './Chart.module.css'
import type { Colours } from './draw'
import type { Point, Series } from './series'
import { useLabels } from './useLabels'

type Drawing = typeof import('./draw')
interface Made {
  drawing: Drawing
  chart: ReturnType<Drawing['makeChart']>
}

/** A line over time. What it shows also stands in a table (see ChartTable); here it is a picture with a name. */
export function Chart({ series }: { series: Series }) {
  const words = useWords()
  const format = useFormat()
  const { zone, drawn: interval } = useAsked()
  const labels = useLabels(series)
  const colours = useColours()
  const still = useReducedMotion()
  const element = useRef<HTMLDivElement>(null)
  const made = useChart(element)
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

/** A chart on an element: made once its code is there, kept to the element's size, and taken down with it. */
function useChart(element: React.RefObject<HTMLDivElement | null>): Made | null {
  const [made, setMade] = useState<Made | null>(null)
  useEffect(() => {
    let gone = false
    let chart: Made['chart'] | undefined
    const resize = new ResizeObserver(() => chart?.resize())
    void import('./draw').then((drawing) => {
      if (gone || !element.current) return
      chart = drawing.makeChart(element.current)
      resize.observe(element.current)
      setMade({ chart, drawing })
    })
    return () => {
      gone = true
      resize.disconnect()
      chart?.dispose()
      setMade(null)
    }
  }, [element])
  return made
}

/** The theme's colours as they are now; the chart is drawn with them, not styled by them. */
function useColours(): Colours {
  const scheme = useComputedColorScheme('light')
  const [colours, setColours] = useState(readColours)
  useEffect(() => {
    setColours(readColours())
  }, [scheme])
  return colours
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    accent: read('accent'),
    ghost: read('ghost'),
    line: read('line'),
    soft: read('soft'),
    card: read('card'),
    text: read('text'),
  }
}
