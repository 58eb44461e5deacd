import { Skeleton } from '@mantine/core'
import { Icon } from '../parts/icons'
import { useFormat, useWords } from '../words/words'
import css from './Figures.module.css'

export interface Figure {
  id: string
  name: string
  value: number | null | undefined
  /** of the period that is compared with */
  before?: number | null | undefined
  format: (value: number) => string
  /** fewer is better */
  inverse?: boolean
  note?: string
}

/** A few numbers in a row. */
export function Figures({ figures, label }: { figures: Figure[]; label: string }) {
  return (
    <dl className={css.figures} aria-label={label}>
      {figures.map((figure) => (
        <One key={figure.id} figure={figure} />
      ))}
    </dl>
  )
}

function One({ figure }: { figure: Figure }) {
  const { id, name, value, before, format, note } = figure
  return (
    <div className={css.figure}>
      <dt>{name}</dt>
      {value === undefined ? (
        <dd>
          <Skeleton h={30} w={80} />
        </dd>
      ) : (
        <dd data-figure={id} data-value={value ?? ''} className={css.value}>
          {value === null ? '–' : format(value)}
        </dd>
      )}
      {note && <dd className={css.note}>{note}</dd>}
      {typeof value === 'number' && typeof before === 'number' && <Change figure={figure} value={value} before={before} />}
    </div>
  )
}

function Change({ figure, value, before }: { figure: Figure; value: number; before: number }) {
  const words = useWords()
  const format = useFormat()
  const was = words.stats.before(figure.format(before))
  if (value === before) return <dd className={css.note}>{words.stats.unchanged}</dd>
  if (before === 0) return <dd className={css.note}>{words.stats.fresh}</dd>
  const rose = value > before
  const change = format.change((value - before) / before)
  return (
    <dd className={css.note} data-good={rose !== (figure.inverse ?? false)} title={was}>
      <Icon name={rose ? 'up' : 'down'} size={12} />
      <span aria-hidden="true">{change}</span>
      <span className="sr">
        {rose ? words.stats.rose(change) : words.stats.fell(change)}, {was}
      </span>
    </dd>
  )
}
