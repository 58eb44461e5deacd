/** Ranges: what "the last 30 days" means on the calendar of the chosen time zone. */

export const PRESETS = ['today', 'yesterday', '24h', '7d', '30d', '90d', 'month', 'lastmonth', 'year', '12m'] as const
export type Preset = (typeof PRESETS)[number]

/** The first and the last day, both included, or two moments where the range is no whole days. */
export interface Span {
  start: string
  end: string
}

export const INTERVALS = ['minute', 'hour', 'day', 'week', 'month'] as const
export type Interval = (typeof INTERVALS)[number]

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

const calendars = new Map<string, Intl.DateTimeFormat>()

// making one takes far longer than asking it, and every row of a page asks
function calendarOf(zone: string): Intl.DateTimeFormat {
  let found = calendars.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    calendars.set(zone, found)
  }
  return found
}

/** The calendar day of a moment in a time zone, as `2026-03-22`. */
export function dayIn(zone: string, moment: Date): string {
  // a browser's first formatter takes long to make, and here none is needed
  if (zone === 'UTC') return moment.toISOString().slice(0, 10)
  const found = Object.fromEntries(calendarOf(zone).formatToParts(moment).map(({ type, value }) => [type, value]))
  return `${found.year ?? ''}-${found.month ?? ''}-${found.day ?? ''}`
}

/** A day some days later, or earlier where `days` is negative. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function shiftMonth(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** The span of a preset, as of a moment. */
export function spanOf(preset: Preset, zone: string, now: Date): Span {
  const today = dayIn(zone, now)
  const firstOfMonth = `${today.slice(0, 7)}-01`
  switch (preset) {
    case 'today':
      return { start: today, end: today }
    case 'yesterday':
      return { start: shiftDay(today, -1), end: shiftDay(today, -1) }
    case '24h':
      return lastHours(24, now)
    case '7d':
      return { start: shiftDay(today, -6), end: today }
    case '30d':
      return { start: shiftDay(today, -29), end: today }
    case '90d':
      return { start: shiftDay(today, -89), end: today }
    case 'month':
      return { start: firstOfMonth, end: today }
    case 'lastmonth':
      return { start: shiftMonth(today, -1), end: shiftDay(firstOfMonth, -1) }
    case 'year':
      return { start: `${today.slice(0, 4)}-01-01`, end: today }
    case '12m':
      return { start: shiftMonth(today, -11), end: today }
  }
}

// whole hours, so that the question stays the same, and its answer shared, for an hour
function lastHours(hours: number, now: Date): Span {
  const end = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS
  return { start: secondText(end - hours * HOUR_MS), end: secondText(end - 1000) }
}

/** The span that another is compared with: as long and right before it, or the same days a year earlier. */
export function spanBefore(span: Span, comparison: 'previous' | 'year' | 'off'): Span {
  if (comparison === 'year') return { start: yearBefore(span.start), end: yearBefore(span.end) }
  if (span.start.length <= 10) {
    const days = daysOf(span)
    return { start: shiftDay(span.start, -days), end: shiftDay(span.start, -1) }
  }
  const [start, end] = [Date.parse(span.start), Date.parse(span.end)]
  return { start: secondText(start - (end - start) - 1000), end: secondText(start - 1000) }
}

function yearBefore(moment: string): string {
  const date = new Date(moment.length > 10 ? moment : `${moment}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() - 1)
  return secondText(date.getTime()).slice(0, moment.length)
}

const secondText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** How many days a span covers, at least one. */
export function daysOf({ start, end }: Span): number {
  const days = (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / DAY_MS
  return Math.max(1, days + (start.length > 10 ? 0 : 1))
}

/** Whether events that arrive now can fall into the span. */
export function reachesNow(span: Span, zone: string, now: Date): boolean {
  return span.end.length > 10 ? Date.parse(span.end) >= now.getTime() : span.end >= dayIn(zone, now)
}

/** The intervals that draw a readable chart over a span, coarsest last. */
export function intervalsFor(span: Span): Interval[] {
  const days = daysOf(span)
  if (days <= 1) return ['minute', 'hour']
  if (days <= 7) return ['hour', 'day']
  if (days <= 31) return ['hour', 'day', 'week']
  if (days <= 92) return ['day', 'week', 'month']
  return ['day', 'week', 'month']
}

/** The interval that a span is drawn in where nobody chose another. */
export function defaultInterval(span: Span): Interval {
  const days = daysOf(span)
  if (days <= 2) return 'hour'
  if (days <= 92) return 'day'
  return days <= 366 ? 'week' : 'month'
}

export const isPreset = (text: string | null): text is Preset => PRESETS.includes(text as Preset)
export const isInterval = (text: string | null): text is Interval => INTERVALS.includes(text as Interval)
export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
