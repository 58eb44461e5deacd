import { describe, expect, it } from 'vitest'
import {
  daysOf,
  dayIn,
  defaultInterval,
  intervalsFor,
  PRESETS,
  reachesNow,
  shiftDay,
  spanBefore,
  spanOf,
} from '../../src/question/ranges'

// half past midnight in Berlin, the evening before in New York
const NOW = new Date('2026-03-01T23:30:00Z')

describe('a preset', () => {
  it('follows the calendar of the time zone', () => {
    expect(spanOf('today', 'Europe/Berlin', NOW)).toEqual({ start: '2026-03-02', end: '2026-03-02' })
    expect(spanOf('today', 'America/New_York', NOW)).toEqual({ start: '2026-03-01', end: '2026-03-01' })
    expect(spanOf('yesterday', 'America/New_York', NOW)).toEqual({ start: '2026-02-28', end: '2026-02-28' })
  })

  it('covers as many days as its name says', () => {
    expect(daysOf(spanOf('7d', 'UTC', NOW))).toBe(7)
    expect(daysOf(spanOf('30d', 'UTC', NOW))).toBe(30)
    expect(daysOf(spanOf('90d', 'UTC', NOW))).toBe(90)
  })

  it('knows the ends of months and years', () => {
    expect(spanOf('lastmonth', 'UTC', NOW)).toEqual({ start: '2026-02-01', end: '2026-02-28' })
    expect(spanOf('12m', 'UTC', NOW)).toEqual({ start: '2025-04-01', end: '2026-03-01' })
    expect(spanOf('year', 'UTC', NOW)).toEqual({ start: '2026-01-01', end: '2026-03-01' })
  })

  it('of hours stays the same within an hour', () => {
    const span = { start: '2026-03-01T00:00:00Z', end: '2026-03-01T23:59:59Z' }
    expect(spanOf('24h', 'UTC', new Date('2026-03-01T23:00:01Z'))).toEqual(span)
    expect(spanOf('24h', 'UTC', NOW)).toEqual(span)
  })

  it('reaches now unless it is over', () => {
    const over = PRESETS.filter((preset) => !reachesNow(spanOf(preset, 'Asia/Tokyo', NOW), 'Asia/Tokyo', NOW))
    expect(over).toEqual(['yesterday', 'lastmonth'])
  })

  it('is drawn in an interval that is on offer for it', () => {
    for (const preset of PRESETS) {
      const span = spanOf(preset, 'UTC', NOW)
      expect(intervalsFor(span)).toContain(defaultInterval(span))
    }
  })
})

describe('the span before', () => {
  it('is as long, and ends where the other starts', () => {
    const span = { start: '2026-03-01', end: '2026-03-22' }
    const before = spanBefore(span, 'previous')
    expect(before).toEqual({ start: '2026-02-07', end: '2026-02-28' })
    expect(daysOf(before)).toBe(daysOf(span))
    expect(shiftDay(before.end, 1)).toBe(span.start)
  })

  it('is to the second where the span is', () => {
    expect(spanBefore({ start: '2026-03-01T10:00:00Z', end: '2026-03-01T11:59:59Z' }, 'previous')).toEqual({
      start: '2026-03-01T08:00:00Z',
      end: '2026-03-01T09:59:59Z',
    })
  })

  it('is a year earlier on request', () => {
    expect(spanBefore({ start: '2026-03-01', end: '2026-03-22' }, 'year')).toEqual({
      start: '2025-03-01',
      end: '2025-03-22',
    })
  })
})

it('knows the day in any time zone', () => {
  expect(dayIn('Pacific/Kiritimati', NOW)).toBe('2026-03-02')
  expect(dayIn('Pacific/Pago_Pago', NOW)).toBe('2026-03-01')
})
