import { expect, it } from 'vitest'
import { elementsOf } from '../../src/pages/heatmaps/elements'

it('adds up the clicks of each element, and knows where on it they were', () => {
  const clicks = [
    { selector: 'a.buy', x: 10, y: 50, count: 2 },
    { selector: 'nav', x: 5, y: 5, count: 4 },
    { selector: 'a.buy', x: 30, y: 40, count: 3 },
  ]
  expect(elementsOf(clicks)).toEqual([
    { selector: 'a.buy', count: 5, left: 10, top: 40, right: 30, bottom: 50 },
    { selector: 'nav', count: 4, left: 5, top: 5, right: 5, bottom: 5 },
  ])
})
