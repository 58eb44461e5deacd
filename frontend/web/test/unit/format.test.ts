import { describe, expect, it } from 'vitest'
import { de } from '../../src/words/de'
import { en } from '../../src/words/en'
import { makeFormat } from '../../src/words/format'

const british = makeFormat('en-GB', en)
const german = makeFormat('de-DE', de)
const spaces = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ')

describe('numbers', () => {
  it('are written as the locale writes them', () => {
    expect(british.whole(1234567)).toBe('1,234,567')
    expect(german.whole(1234567)).toBe('1.234.567')
    expect(british.percent(42.3)).toBe('42.3%')
    expect(spaces(german.percent(42.3))).toBe('42,3 %')
  })

  it('are shortened only when they are long', () => {
    expect(british.short(9_999)).toBe('9,999')
    expect(british.short(14_832).toUpperCase()).toBe('14.8K')
  })

  it('of seconds become a time', () => {
    expect(british.duration(7.4)).toBe('7 s')
    expect(british.duration(187.5)).toBe('3 min 8 s')
    expect(british.duration(7_260)).toBe('2 h 1 min')
  })
})

describe('dates', () => {
  it('of buckets are those of the asked time zone', () => {
    const midnight = Date.parse('2026-03-14T23:00:00Z')
    expect(british.bucket(midnight, 'day', 'Europe/Berlin')).toBe('15 Mar')
    expect(german.bucket(midnight, 'day', 'Europe/Berlin')).toBe('15. März')
    expect(british.bucket(midnight, 'hour', 'Europe/Berlin')).toBe('00:00')
  })

  it('of a span of days do not move with the time zone', () => {
    const span = { start: '2026-03-01', end: '2026-03-22' }
    expect(spaces(british.span(span, 'America/New_York'))).toMatch(/^1\D+22 Mar 2026$/)
  })
})

it('names countries, and says where one is not known', () => {
  expect(german.country('DE')).toBe('Deutschland')
  expect(british.country('XX')).toBe('Unknown')
  expect(british.country('not a code')).toBe('not a code')
})
