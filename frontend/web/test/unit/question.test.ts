import { describe, expect, it } from 'vitest'
import { type Filter, has, readFilter, toggled, writeFilter } from '../../src/question/filters'
import { DEFAULT, type Question, readQuestion, writeQuestion } from '../../src/question/question'

const FULL: Question = {
  range: { start: '2026-03-01', end: '2026-03-22' },
  compare: 'year',
  filters: [
    { dimension: 'page', op: 'matches', values: ['/blog/**', '/a~b/ü?&=#%'] },
    { dimension: 'source', op: 'is_not', values: ['(direct)'] },
  ],
  metric: 'bounceRate',
  interval: 'week',
  timezone: 'Europe/Berlin',
  project: '94d73f9f-905a-47ee-93c9-ee5a730de50b',
}

describe('a question in the address', () => {
  it('is read back as it was written', () => {
    expect(readQuestion(writeQuestion(FULL))).toEqual(FULL)
    expect(readQuestion(writeQuestion({ ...FULL, range: '7d' }))).toEqual({ ...FULL, range: '7d' })
  })

  it('says nothing where everything is default', () => {
    expect(writeQuestion(DEFAULT)).toBe('')
    expect(readQuestion('')).toEqual(DEFAULT)
  })

  it('ignores what cannot be read, since anybody may edit an address', () => {
    const broken = [
      'range=forever', 'from=2026-03-22&to=2026-03-01', 'from=yesterday&to=today', 'from=2026-13-01&to=2026-14-01',
      'compare=me', 'metric=money', 'interval=blink', 'tz=Atlantis%2FCity', 'f=', 'f=page', 'f=page~is',
      'f=shoe~is~42', 'f=page~likes~%2F', 'f=page~is~%25E0%25A4%25A',
    ]
    for (const search of broken) expect(readQuestion(search)).toEqual(DEFAULT)
  })
})

describe('a filter', () => {
  it('survives every character that a value may have', () => {
    for (const value of ['', '~', '%7E', 'a b', 'ä€𝄞', '"\'<>', '\n', '~~is~~']) {
      const filter: Filter = { dimension: 'title', op: 'contains', values: [value, 'x'] }
      expect(readFilter(writeFilter(filter))).toEqual(filter)
    }
  })
})

describe('a click on a row', () => {
  const german: Filter = { dimension: 'country', op: 'is', values: ['DE'] }

  it('chooses, widens, and takes back', () => {
    const one = toggled([], 'country', 'is', 'DE')
    expect(one).toEqual([german])
    const two = toggled(one, 'country', 'is', 'AT')
    expect(two).toEqual([{ ...german, values: ['DE', 'AT'] }])
    expect(toggled(two, 'country', 'is', 'DE')).toEqual([{ ...german, values: ['AT'] }])
    expect(toggled(one, 'country', 'is', 'DE')).toEqual([])
  })

  it('that excludes undoes one that chose, and leaves others alone', () => {
    const other: Filter = { dimension: 'page', op: 'contains', values: ['/blog'] }
    const filters = toggled([other, german], 'country', 'is_not', 'DE')
    expect(filters).toEqual([other, { ...german, op: 'is_not' }])
    expect(has(filters, 'country', 'is_not', 'DE')).toBe(true)
    expect(has(filters, 'country', 'is', 'DE')).toBe(false)
  })
})
