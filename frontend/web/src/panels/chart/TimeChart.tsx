import { Skeleton } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import type { Interval } from '../../question/ranges'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './Chart.module.css'
import type { Course, Line } from './drawTime'
import { useColours, useDrawing } from './useDrawing'

const load = () => import('./drawTime')

export interface Bucket {
  /** the bucket's first day, or its local time with the offset */
  date: string
  partial: boolean
}

interface Props {
  /** what it shows, for whoever does not see it */
  name: string
  buckets: Bucket[]
  interval: Interval
  lines: Line[]
  format: (value: number) => string
}

/** Numbers over time, as lines or stacked bars. The table behind it belongs to the panel. */
export function TimeChart({ name, buckets, interval, lines, format }: Props) {
  const words = useWords()
  const still = useReducedMotion()
  const colours = useColours()
  const text = useBucketText(interval)
  const element = useRef<HTMLDivElement>(null)
  const made = useDrawing(element, load)
  const course = useMemo((): Course => {
    const label = (index: number) => {
      const bucket = buckets[index]
      return bucket ? `${text(bucket.date, true)}${bucket.partial ? ` (${words.chart.unfinished})` : ''}` : ''
    }
    return {
      buckets: buckets.map(({ date }) => text(date)),
      unfinished: buckets.map(({ partial }) => partial),
      lines,
      format,
      tooltip: (index) => [
        { label: label(index), value: '' },
        ...lines.map(({ name: line, colour, values }) => {
          const value = values[index] ?? null
          return { label: line, value: value === null ? '–' : format(value), colour: colours[colour] }
        }),
      ],
    }
  }, [buckets, lines, format, text, words, colours])
  useEffect(() => {
    made?.drawing.draw(made.chart, course, colours, still)
  }, [made, course, colours, still])
  const [first, last] = [buckets[0], buckets.at(-1)]
  const summary = words.chart.summary(name, buckets.length, first ? text(first.date, true) : '', last ? text(last.date, true) : '')
  return (
    <div className={css.holder}>
      {lines.length > 1 && <Legend lines={lines} />}
      <div ref={element} className={css.chart} role="img" aria-label={summary} />
      {!made && <Skeleton className={css.wait} />}
    </div>
  )
}

function Legend({ lines }: { lines: Line[] }) {
  return (
    <ul className={css.legend}>
      {lines.map(({ name, colour }) => (
        <li key={name}>
          <span style={{ background: `var(--${colour})` }} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  )
}

/** A bucket's time as it is read: a day is the same day in every time zone. */
export function useBucketText(interval: Interval): (date: string, long?: boolean) => string {
  const format = useFormat()
  const { zone } = useAsked()
  return useMemo(
    () => (date, long) => format.bucket(Date.parse(date), interval, date.length > 10 ? zone : 'UTC', long),
    [format, interval, zone],
  )
}
