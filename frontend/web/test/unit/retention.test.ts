import { expect, it } from 'vitest'
import { sharesOf } from '../../src/pages/retention/shares'

const cell = (day: number, visitors: number | null) => ({ day, visitors, percentage: null, unknown: null })
const cohort = (initialVisitors: number, ...visitors: (number | null)[]) => ({
  cohort: '2026-03-02',
  initialVisitors,
  partial: false,
  cells: visitors.map((count, index) => cell(index + 1, count)),
})

it('weighs cohorts by their size, and leaves out those that are too young', () => {
  const shares = sharesOf([cohort(100, 50, 10), cohort(300, 30, null)])
  expect(shares).toEqual([
    { day: 1, share: 20 },
    { day: 2, share: 10 },
  ])
})

it('knows nothing of a day that no cohort has reached', () => {
  expect(sharesOf([cohort(10, null)])).toEqual([{ day: 1, share: null }])
})
