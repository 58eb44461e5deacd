import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { type Dimension, has, toggled } from '../question/filters'
import { useQuestion } from '../question/useQuestion'
import { useValueText } from '../question/useFilterText'
import { useFormat, useWords } from '../words/words'
import css from './BarList.module.css'

export interface ListRow {
  value: string
  count: number
  /** per cent of the whole, where a share means something */
  share: number | null
}

interface Props {
  rows: ListRow[]
  dimension: Dimension
  /** heading of the names, and of the numbers */
  head: [string, string]
}

/** A ranking. Each row is a button that filters by it; with Alt it excludes. */
export function BarList({ rows, dimension, head }: Props) {
  const words = useWords()
  const format = useFormat()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  const shares = rows.some(({ share }) => share !== null)
  return (
    <table className={css.list}>
      <thead>
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col" className={css.number}>
            {head[1]}
          </th>
          {shares && (
            <th scope="col" className={css.share}>
              {words.common.share}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, count, share }) => (
          <tr key={value}>
            <th scope="row" className={css.name}>
              <span className={css.bar} style={{ width: `${(count / most) * 100}%` }} />
              <RowButton dimension={dimension} value={value} />
            </th>
            <td className={css.number} title={format.whole(count)}>
              {format.short(count)}
            </td>
            {shares && <td className={css.share}>{share === null ? '' : format.percent(share)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The name of a row, which filters by it. */
export function RowButton({ dimension, value }: { dimension: Dimension; value: string }): ReactNode {
  const words = useWords()
  const text = useValueText()(dimension, value)
  const { asked, change } = useQuestion()
  const choose = (event: MouseEvent | KeyboardEvent) => {
    change({ filters: toggled(asked.filters, dimension, event.altKey ? 'is_not' : 'is', value) })
  }
  // browsers press a button with Enter, but not with Alt and Enter
  const press = (event: KeyboardEvent) => {
    if (event.altKey && event.key === 'Enter') choose(event)
  }
  const button = (
    <button
      type="button"
      className={css.button}
      aria-pressed={has(asked.filters, dimension, 'is', value)}
      aria-label={words.filters.byRow(text)}
      title={`${text}\n${words.filters.hint}`}
      onClick={choose}
      onKeyDown={press}
    >
      {text}
    </button>
  )
  if (dimension !== 'country') return button
  return (
    <span className={css.coded}>
      <span className={css.code} aria-hidden="true">
        {value}
      </span>
      {button}
    </span>
  )
}
