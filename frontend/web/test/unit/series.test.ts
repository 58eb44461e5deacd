import { expect, it } from 'vitest'
import { dashed, type Series, solid } from '../../src/panels/chart/series'

const series = (...unfinished: boolean[]): Series => ({
  metric: 'visitors',
  points: unfinished.map((open, index) => ({ start: index, unfinished: open, value: 10 + index })),
  previous: null,
})

it('dashes the unfinished bucket, joined to the line before it', () => {
  const drawn = series(false, false, true)
  expect(solid(drawn)).toEqual([10, 11, null])
  expect(dashed(drawn)).toEqual([null, 11, 12])
})

it('dashes nothing of a range that is over', () => {
  expect(dashed(series(false, false))).toEqual([null, null])
})
