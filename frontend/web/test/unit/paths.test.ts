import { expect, it } from 'vitest'
import { layOut } from '../../src/pages/paths/layout'

const links = [
  { step: 1, source: '/', target: '/teas', visitors: 60 },
  { step: 1, source: '/', target: '(exit)', visitors: 40 },
  { step: 2, source: '/teas', target: '/', visitors: 25 },
  { step: 2, source: '/teas', target: '(exit)', visitors: 35 },
]
const size = { width: 900, height: 400 }

it('gives each page of a step its part of the height, and what is no page the lowest place', () => {
  const { nodes, columns } = layOut('/', 100, links, size, false)
  expect(columns).toBe(3)
  const [start, teas, exit] = nodes
  expect([start?.name, teas?.name, exit?.name]).toEqual(['/', '/teas', '(exit)'])
  expect((teas?.height ?? 0) / (start?.height ?? 1)).toBeCloseTo(0.6)
  expect(exit?.y).toBeGreaterThan((teas?.y ?? 0) + (teas?.height ?? 0))
})

it('draws a way for each link, and looks from the right for the way back', () => {
  const { ways, nodes } = layOut('/', 100, links, size, true)
  expect(ways).toHaveLength(links.length)
  const lefts = [0, 1, 2].map((column) => nodes.find((node) => node.column === column)?.x ?? 0)
  expect(lefts).toEqual([...lefts].sort((one, other) => other - one))
})

it('has room for each name, however few went there', () => {
  const many = Array.from({ length: 8 }, (_, index) => ({ step: 1, source: '/', target: `/${String(index)}`, visitors: 1 }))
  const tops = layOut('/', 8000, many, size, false).nodes.filter(({ column }) => column === 1).map(({ y }) => y)
  for (const [index, top] of tops.entries()) if (index > 0) expect(top - (tops[index - 1] ?? 0)).toBeGreaterThanOrEqual(20)
})
