/** What the chart draws, apart from how. */

import type { Metric } from '../../question/question'

export interface Point {
  /** milliseconds since 1970 */
  start: number
  /** the bucket is not over: its value will still grow */
  unfinished: boolean
  value: number
}

/** What happened in one of the buckets. */
export interface Mark {
  index: number
  text: string
}

export interface Series {
  metric: Metric
  points: Point[]
  /** the points of the period that is compared with, in step with `points` */
  previous: Point[] | null
  marks: Mark[]
}

/** The marks of moments that lie in a bucket. */
export function marksOf(points: Pick<Point, 'start'>[], happened: { at: string; text: string }[]): Mark[] {
  return happened.flatMap(({ at, text }) => {
    const index = points.findLastIndex(({ start }) => start <= Date.parse(at))
    return index < 0 ? [] : [{ index, text }]
  })
}

/** The values at the marks; null elsewhere. */
export function marked({ points, marks }: Series): (number | null)[] {
  return points.map(({ value }, index) => (marks.some((mark) => mark.index === index) ? value : null))
}

/** The values of the finished buckets; null where another line draws. */
export function solid({ points }: Series): (number | null)[] {
  return points.map(({ value, unfinished }) => (unfinished ? null : value))
}

/** The unfinished buckets, and the one before them so that the dashed line starts where the solid one ends. */
export function dashed({ points }: Series): (number | null)[] {
  return points.map(({ value, unfinished }, index) => (unfinished || points[index + 1]?.unfinished ? value : null))
}
