import { expect, it } from 'vitest'
import { readFilter, writeFilter } from '../../src/question/filters'
import { filtersOf, sameFilters } from '../../src/segments/segments'

const condition = (dimension: string, op: string, ...values: string[]) => ({ is: { dimension, op, values } })
const plan = { is: { dimension: 'PROPERTY', key: 'plan', op: 'IS_NOT', values: ['pro', 'team'] } }

it('reads conditions that all hold as filters', () => {
  const filters = filtersOf({ and: [condition('PAGE', 'IS', '/a'), plan] })
  expect(filters).toEqual([
    { dimension: 'page', op: 'is', values: ['/a'] },
    { dimension: 'property:plan', op: 'is_not', values: ['pro', 'team'] },
  ])
  expect(filtersOf(condition('COUNTRY', 'IS', 'DE'))).toHaveLength(1)
})

it.each([{ or: [condition('PAGE', 'IS', '/a')] }, { not: condition('PAGE', 'IS', '/a') }, condition('DURATION', 'IS', '1'), condition('PAGE', 'EXISTS')])(
  'leaves alone what filters cannot say: %j',
  (where) => {
    expect(filtersOf({ and: [where] })).toBeNull()
  },
)

it('keeps a key of any characters in the address', () => {
  const filter = { dimension: 'property:a~b: c%', op: 'is', values: ['x~y'] } as const
  expect(readFilter(writeFilter({ ...filter, values: [...filter.values] }))).toEqual(filter)
})

it('takes filters for the same in any order', () => {
  const [one, other] = [filtersOf(condition('PAGE', 'IS', '/a')) ?? [], filtersOf(condition('OS', 'IS', 'iOS')) ?? []]
  expect(sameFilters([...one, ...other], [...other, ...one])).toBe(true)
  expect(sameFilters(one, other)).toBe(false)
})
