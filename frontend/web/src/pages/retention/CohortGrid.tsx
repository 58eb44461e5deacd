import { useFormat, useWords } from '../../words/words'
import type { Cohort, Period } from '../Retention'
import css from './Retention.module.css'
import { useCohortText } from './useCohortText'

/** Cohorts down, days across; the more come back, the deeper the colour. */
export function CohortGrid({ cohorts, period }: { cohorts: Cohort[]; period: Period }) {
  const words = useWords()
  const format = useFormat()
  const name = useCohortText(period)
  const days = cohorts[0]?.cells.map(({ day }) => day) ?? []
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={words.retention.title}>
      <table className={css.grid}>
        <thead>
          <tr>
            <th scope="col">{words.retention.cohort}</th>
            <th scope="col" className={css.number}>
              {words.retention.size}
            </th>
            {days.map((day) => (
              <th key={day} scope="col">
                {words.retention.day(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ cohort, initialVisitors, partial, cells }) => (
            <tr key={cohort}>
              <th scope="row">
                {name(cohort)}
                {partial && (
                  <span className={css.soft} title={words.retention.partial}>
                    {' '}
                    *<span className="sr">{words.retention.partial}</span>
                  </span>
                )}
              </th>
              <td className={css.number}>{format.whole(initialVisitors)}</td>
              {cells.map((cell) => (
                <Cell key={cell.day} cell={cell} cohort={name(cohort)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, cohort }: { cell: Cohort['cells'][number]; cohort: string }) {
  const words = useWords()
  const format = useFormat()
  const { day, percentage, visitors, unknown } = cell
  if (percentage === null) {
    const why = unknown === 'NOT_RECOGNISED' ? words.retention.notRecognised : words.retention.notYet
    return (
      <td className={css.unknown} title={why}>
        <span className="sr">{why}</span>
      </td>
    )
  }
  const text = format.percent(percentage)
  // the eye tells few per cent apart better than many
  const depth = Math.sqrt(percentage / 100)
  return (
    <td
      className={css.cell}
      data-value={percentage}
      style={{ background: `color-mix(in srgb, var(--accent) calc(var(--deepest) * ${depth.toFixed(3)}), var(--card))` }}
      title={words.retention.cell(text, format.whole(visitors ?? 0), cohort, day)}
    >
      {text}
    </td>
  )
}
