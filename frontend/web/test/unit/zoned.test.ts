import { expect, it } from 'vitest'
import { momentOf, wallOf } from '../../src/annotations/zoned'

it.each([
  ['UTC', '2026-03-22T14:05', '2026-03-22T14:05:00.000Z'],
  ['Europe/Berlin', '2026-03-22T14:05', '2026-03-22T13:05:00.000Z'],
  ['Europe/Berlin', '2026-07-22T00:00', '2026-07-21T22:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15:00.000Z'],
  ['America/New_York', '2026-11-01T12:00', '2026-11-01T17:00:00.000Z'],
])('in %s the clock shows %s at %s', (zone, wall, moment) => {
  expect(new Date(momentOf(zone, wall)).toISOString()).toBe(moment)
  expect(wallOf(zone, Date.parse(moment))).toBe(wall)
})

it('takes an hour that a clock change leaves out for the one after it', () => {
  expect(new Date(momentOf('Europe/Berlin', '2026-03-29T02:30')).toISOString()).toMatch(/^2026-03-29T0[01]:30/)
})
