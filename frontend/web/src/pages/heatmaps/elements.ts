/** The clicks on one element of a page, wherever on it they were. */

import type { Click } from '../Heatmaps'

export interface HotElement {
  selector: string
  count: number
  /** where its clicks lie, in pixels of the page */
  left: number
  top: number
  right: number
  bottom: number
}

/** Elements by their clicks, the most clicked first. */
export function elementsOf(clicks: Click[]): HotElement[] {
  const found = new Map<string, HotElement>()
  for (const { selector, x, y, count } of clicks) {
    const known = found.get(selector) ?? { selector, count: 0, left: x, top: y, right: x, bottom: y }
    found.set(selector, {
      selector,
      count: known.count + count,
      left: Math.min(known.left, x),
      top: Math.min(known.top, y),
      right: Math.max(known.right, x),
      bottom: Math.max(known.bottom, y),
    })
  }
  return [...found.values()].sort((one, other) => other.count - one.count)
}
