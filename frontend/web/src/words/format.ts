/** Numbers and dates as the reader's locale writes them. */

import type { Metric } from '../question/question'
import type { Interval, Span } from '../question/ranges'
import type { Words } from './en'

export interface Format {
  locale: string
  whole: (value: number) => string
  /** with up to two decimals */
  number: (value: number) => string
  /** 14,832 → 14.8K: for cards and axes; small numbers stay as they are */
  short: (value: number) => string
  /** with one decimal, or as many as its definition has */
  percent: (value: number, decimals?: number) => string
  change: (ratio: number) => string
  duration: (seconds: number) => string
  money: (amount: number, currency: string) => string
  metric: (metric: Metric, value: number, short?: boolean) => string
  bucket: (start: number, interval: Interval, zone: string, long?: boolean) => string
  span: (span: Span, zone: string) => string
  date: (iso: string) => string
  moment: (iso: string, zone?: string) => string
  clock: (iso: string) => string
  country: (code: string) => string
  language: (code: string) => string
}

export function makeFormat(locale: string, words: Words): Format {
  const number = (value: number, options: Intl.NumberFormatOptions = {}) => numbers(locale, options).format(value)
  const short = (value: number) =>
    number(value, Math.abs(value) < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 })
  const percent = (value: number, decimals = 1) =>
    number(value / 100, { style: 'percent', maximumFractionDigits: decimals, minimumFractionDigits: decimals })
  return {
    locale,
    whole: (value) => number(value),
    number: (value) => number(value, { maximumFractionDigits: 2 }),
    short,
    percent,
    change: (value) => number(Math.abs(value), { style: 'percent', maximumFractionDigits: 0 }),
    duration: clockText,
    money: (amount, currency) => moneyText(locale, amount, currency),
    metric: (metric, value, isShort = false) => {
      if (metric === 'bounceRate') return percent(value)
      if (metric === 'avgDuration') return clockText(value)
      return isShort ? short(value) : number(value)
    },
    ...dates(locale),
    country: names(locale, 'region', words.common.unknown),
    language: names(locale, 'language', words.common.unknown),
  }
}

function moneyText(locale: string, amount: number, currency: string): string {
  return numbers(locale, currency === '' ? {} : { style: 'currency', currency }).format(amount)
}

function clockText(value: number): string {
  const total = Math.round(value)
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const parts = hours > 0 ? [[hours, 'h'], [minutes, 'min']] : [[minutes, 'min'], [seconds, 's']]
  const told = parts.filter(([count]) => count !== 0).map(([count, unit]) => `${String(count)} ${String(unit)}`)
  return told.length > 0 ? told.join(' ') : '0 s'
}

type Dates = Pick<Format, 'bucket' | 'span' | 'date' | 'moment' | 'clock'>

function dates(locale: string): Dates {
  const format = (moment: string | number, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) =>
    formatter(locale, { ...options, ...(timeZone && { timeZone }) }).format(new Date(moment))
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
  return {
    bucket: (start, interval, zone, long = false) => {
      if (interval === 'month') return format(start, zone, { month: long ? 'long' : 'short', year: 'numeric' })
      if (interval === 'minute' || interval === 'hour')
        return format(start, zone, long ? { weekday: 'short', ...day, ...time } : time)
      return format(start, zone, long ? { weekday: 'short', ...day, year: 'numeric' } : day)
    },
    span: ({ start, end }, zone) => {
      const whole = start.length <= 10
      const range = formatter(locale, {
        ...day,
        year: 'numeric',
        timeZone: whole ? 'UTC' : zone,
        ...(!whole && time),
      })
      return range.formatRange(new Date(start), new Date(end))
    },
    date: (iso) => format(iso, undefined, { ...day, year: 'numeric' }),
    moment: (iso, zone) => format(iso, zone, { ...day, year: 'numeric', ...time }),
    clock: (iso) => format(iso, undefined, { ...time, second: '2-digit' }),
  }
}

/** What makes a formatter when it is first wanted, and keeps it: making one takes some 50 µs, and a chart asks for hundreds. */
function kept<Options, Made>(make: (locale: string, options: Options) => Made): (locale: string, options: Options) => Made {
  const made = new Map<string, Made>()
  return (locale, options) => {
    const name = locale + JSON.stringify(options)
    const found = made.get(name) ?? make(locale, options)
    made.set(name, found)
    return found
  }
}

const formatter = kept((locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options))
const numbers = kept((locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
const display = kept((locale: string, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames([locale], options))

function names(locale: string, type: 'region' | 'language', unknown: string): (code: string) => string {
  return (code) => {
    if (code === '' || code === 'XX') return unknown
    try {
      return display(locale, { type }).of(code) ?? code
    } catch {
      return code // what a browser sends as its language is not always one
    }
  }
}
