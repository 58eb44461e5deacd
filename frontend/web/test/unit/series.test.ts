import { expect, it } from 'vitest'
import { dashed, marked, marksOf, type Series, solid } from '../../src/panels/chart/series'

const series = (...unfinished: boolean[]): Series => ({
  metric: 'visitors',
  points: unfinished.map((open, index) => ({ start: index, unfinished: open, value: 10 + index })),
  previous: null,
  marks: [],
})

it('dashes the unfinished bucket, joined to the line before it', () => {
  const drawn = series(false, false, true)
  expect(solid(drawn)).toEqual([10, 11, null])
  expect(dashed(drawn)).toEqual([null, 11, 12])
})

it('dashes nothing of a range that is over', () => {
  expect(dashed(series(false, false))).toEqual([null, null])
})

it('marks the bucket in which something happened', () => {
  const day = (number: number) => Date.UTC(2026, 2, number)
  const points = [1, 2, 3].map((number) => ({ start: day(number) }))
  const marks = marksOf(points, [
    { at: '2026-02-28T23:59:00Z', text: 'before the range' },
    { at: '2026-03-02T23:59:00Z', text: 'late on the second' },
    { at: '2026-03-03T00:00:00Z', text: 'the first moment of the third' },
  ])
  expect(marks.map(({ index }) => index)).toEqual([1, 2])
  expect(marked({ ...series(false, false, true), marks })).toEqual([null, 11, 12])
})
