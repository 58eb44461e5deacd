/** What is asked of the data. All of it stands in the address, so that a link or the back button brings it back. */

import { type Filter, readFilter, writeFilter } from './filters'
import { type Interval, isDay, isInterval, isPreset, type Preset, type Span, spanOf } from './ranges'

export const COMPARISONS = ['previous', 'year', 'off'] as const
export type Comparison = (typeof COMPARISONS)[number]

export const METRICS = ['visitors', 'sessions', 'pageviews', 'bounceRate', 'avgDuration', 'events'] as const
export type Metric = (typeof METRICS)[number]

export interface Question {
  range: Preset | Span
  compare: Comparison
  filters: Filter[]
  metric: Metric
  /** null: chosen by the length of the range */
  interval: Interval | null
  /** null: the project's own */
  timezone: string | null
  /** null: the key's own, or an operator's first */
  project: string | null
}

export const DEFAULT: Question = {
  range: '30d',
  compare: 'previous',
  filters: [],
  metric: 'visitors',
  interval: null,
  timezone: null,
  project: null,
}

/** The question of an address's search part; whatever cannot be read there is left at its default. */
export function readQuestion(search: string): Question {
  const sent = new URLSearchParams(search)
  const compare = sent.get('compare') as Comparison
  const metric = sent.get('metric') as Metric
  const interval = sent.get('interval')
  return {
    range: readRange(sent),
    compare: COMPARISONS.includes(compare) ? compare : DEFAULT.compare,
    filters: sent.getAll('f').flatMap((text) => readFilter(text) ?? []),
    metric: METRICS.includes(metric) ? metric : DEFAULT.metric,
    interval: isInterval(interval) ? interval : null,
    timezone: readZone(sent.get('tz')),
    project: sent.get('project'),
  }
}

/** The search part of the address of a question, without what is default: the shortest link that says it. */
export function writeQuestion(question: Question): string {
  const { range, compare, filters, metric, interval, timezone, project } = question
  const rows: [string, string | null][] = [
    ['project', project],
    ...(typeof range === 'string'
      ? [['range', range === DEFAULT.range ? null : range] as [string, string | null]]
      : ([['from', range.start], ['to', range.end]] as [string, string][])),
    ['compare', compare === DEFAULT.compare ? null : compare],
    ['interval', interval],
    ['tz', timezone],
    ['metric', metric === DEFAULT.metric ? null : metric],
    ...filters.map((filter): [string, string] => ['f', writeFilter(filter)]),
  ]
  const kept = rows.filter((row): row is [string, string] => row[1] !== null)
  return new URLSearchParams(kept).toString()
}

const NAMES = ['project', 'range', 'from', 'to', 'compare', 'interval', 'tz', 'metric', 'f']

/** What a page keeps in the address for itself, beside the question: which funnel is shown, which way one looks. */
export function readOwn(search: string): [string, string][] {
  return [...new URLSearchParams(search)].filter(([name]) => !NAMES.includes(name))
}

/** The days, or moments, that are asked about. */
export function spanNow(question: Question, zone: string, now: Date = new Date()): Span {
  return typeof question.range === 'string' ? spanOf(question.range, zone, now) : question.range
}

function readRange(sent: URLSearchParams): Preset | Span {
  const [start, end, preset] = [sent.get('from'), sent.get('to'), sent.get('range')]
  if (isDay(start) && isDay(end) && start <= end) return { start, end }
  return isPreset(preset) ? preset : DEFAULT.range
}

function readZone(text: string | null): string | null {
  try {
    return text && new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
