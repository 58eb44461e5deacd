import { useElementSize } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useFormat, useWords } from '../../words/words'
import { layOut, type Link, type Node, NODE_WIDTH } from './layout'
import css from './Paths.module.css'
import { usePageName } from './usePageName'

interface Props {
  path: string
  visitors: number
  links: Link[]
  backward: boolean
  onLook: (path: string) => void
}

const HEIGHT = 460
const NARROWEST = 620

/** The ways from a page, or to it, step by step. Each page leads to its own ways. */
export function Sankey({ path, visitors, links, backward, onLook }: Props) {
  const words = useWords()
  const format = useFormat()
  const { ref, width: available } = useElementSize()
  const [near, setNear] = useState<string | null>(null)
  const width = Math.max(NARROWEST, available)
  const drawing = useMemo(
    () => layOut(path, visitors, links, { width, height: HEIGHT }, backward),
    [path, visitors, links, width, backward],
  )
  const name = usePageName()
  const room = width / drawing.columns - NODE_WIDTH - 12
  const height = Math.max(HEIGHT, ...drawing.nodes.map((node) => node.y + node.height)) + 24
  return (
    <div ref={ref} className={css.scroll} tabIndex={0} role="region" aria-label={words.paths.tree}>
      <div className={css.drawing} style={{ width, height }}>
        <svg width={width} height={height} role="img" aria-label={words.paths.summary(path, format.whole(visitors))}>
          {drawing.ways.map(({ link, d }) => (
            <path
              key={`${String(link.step)} ${link.source} ${link.target}`}
              className={css.way}
              data-end={link.target === '(exit)' || link.target === '(entry)'}
              data-near={near !== null && [`${String(link.step - 1)} ${link.source}`, `${String(link.step)} ${link.target}`].includes(near)}
              d={d}
            >
              <title>{`${name(link.source)} ${backward ? '←' : '→'} ${name(link.target)}: ${format.whole(link.visitors)}`}</title>
            </path>
          ))}
          {drawing.nodes.map((node) => (
            <rect key={keyOf(node)} className={css.node} data-page={node.name.startsWith('/')} x={node.x} y={node.y} width={NODE_WIDTH} height={node.height} rx={3} />
          ))}
        </svg>
        {drawing.nodes.map((node) => (
          <div
            key={keyOf(node)}
            className={css.label}
            style={{ top: node.y, width: room, ...(backward ? { right: width - node.x + 6, textAlign: 'right' } : { left: node.x + NODE_WIDTH + 6 }) }}
            onMouseEnter={() => { setNear(keyOf(node)) }}
            onMouseLeave={() => { setNear(null) }}
          >
            <Label node={node} onLook={onLook} />
          </div>
        ))}
      </div>
    </div>
  )
}

const keyOf = ({ column, name }: Node): string => `${String(column)} ${name}`

function Label({ node, onLook }: { node: Node; onLook: (path: string) => void }) {
  const words = useWords()
  const format = useFormat()
  const name = usePageName()(node.name)
  const count = format.whole(node.visitors)
  if (!node.name.startsWith('/') || node.column === 0)
    return (
      <span className={node.column === 0 ? css.pivot : css.end}>
        {name} <b>{count}</b>
      </span>
    )
  return (
    <button type="button" className={css.page} title={`${node.name}: ${count}`} aria-label={`${words.paths.look(node.name)}: ${count}`} onClick={() => { onLook(node.name) }}>
      {name} <b>{count}</b>
    </button>
  )
}
