/** Where the pages and ways of a path tree stand on a drawing. */

export interface Link {
  step: number
  source: string
  target: string
  visitors: number
}

export interface Node {
  /** 0 is the page that one looks from */
  column: number
  name: string
  visitors: number
  x: number
  y: number
  height: number
}

export interface Way {
  link: Link
  /** of the band, as a path of an SVG */
  d: string
}

export interface Drawing {
  nodes: Node[]
  ways: Way[]
  columns: number
}

export const NODE_WIDTH = 12
const GAP = 8
/** a page's name needs so much, however few went there */
const LINE = 27
/** what is no page stands below the pages of its column */
const LAST = ['(other)', '(exit)', '(entry)']

interface Size {
  width: number
  height: number
}

/** @param backward the page that one looks from stands on the right, and its visitors come from the left */
export function layOut(path: string, visitors: number, links: Link[], { width, height }: Size, backward: boolean): Drawing {
  const columns = 1 + Math.max(0, ...links.map(({ step }) => step))
  const sums = [new Map([[path, visitors]])]
  for (const { step, target, visitors: count } of links) {
    const column = (sums[step] ??= new Map<string, number>())
    column.set(target, (column.get(target) ?? 0) + count)
  }
  const most = Math.max(...sums.map((column) => column.size))
  const scale = (height - LINE * (most - 1)) / Math.max(1, visitors)
  const left = (column: number) => {
    const across = columns === 1 ? 0 : (column / columns) * width
    return backward ? width - NODE_WIDTH - across : across
  }
  const nodes = sums.flatMap((column, index) => stacked(column, index, left(index), scale))
  return { nodes, ways: waysOf(links, nodes, scale, backward), columns }
}

function stacked(column: Map<string, number>, index: number, x: number, scale: number): Node[] {
  const rank = (name: string) => LAST.indexOf(name)
  const sorted = [...column].sort(([one, few], [other, many]) => rank(one) - rank(other) || many - few)
  let y = 0
  return sorted.map(([name, visitors]) => {
    const node = { column: index, name, visitors, x, y, height: Math.max(2, visitors * scale) }
    y += Math.max(LINE, node.height + GAP)
    return node
  })
}

function waysOf(links: Link[], nodes: Node[], scale: number, backward: boolean): Way[] {
  const find = (column: number, name: string) => nodes.find((node) => node.column === column && node.name === name)
  const used = new Map<Node, { out: number; in: number }>()
  const takes = (node: Node) => used.get(node) ?? { out: 0, in: 0 }
  const inOrder = [...links].sort((one, other) => {
    const [a, b] = [find(one.step, one.target)?.y ?? 0, find(other.step, other.target)?.y ?? 0]
    return one.step - other.step || a - b
  })
  return inOrder.flatMap((link) => {
    const [from, to] = [find(link.step - 1, link.source), find(link.step, link.target)]
    if (!from || !to) return []
    const thick = link.visitors * scale
    const [start, end] = [from.y + takes(from).out, to.y + takes(to).in]
    used.set(from, { ...takes(from), out: takes(from).out + thick })
    used.set(to, { ...takes(to), in: takes(to).in + thick })
    const [x1, x2] = backward ? [from.x, to.x + NODE_WIDTH] : [from.x + NODE_WIDTH, to.x]
    return [{ link, d: band(x1, start, x2, end, thick) }]
  })
}

function band(x1: number, y1: number, x2: number, y2: number, thick: number): string {
  const middle = (x1 + x2) / 2
  const point = (...numbers: number[]) => numbers.map((number) => number.toFixed(1)).join(' ')
  return [
    `M${point(x1, y1)}`,
    `C${point(middle, y1, middle, y2, x2, y2)}`,
    `L${point(x2, y2 + thick)}`,
    `C${point(middle, y2 + thick, middle, y1 + thick, x1, y1 + thick)}Z`,
  ].join('')
}
