import { useFormat, useWords } from '../../words/words'
import type { Cohort } from '../Retention'
import css from './Curve.module.css'
import { sharesOf } from './shares'

/** The same as one bar for each day. */
export function Curve({ cohorts }: { cohorts: Cohort[] }) {
  const words = useWords()
  const format = useFormat()
  const shares = sharesOf(cohorts)
  const most = Math.max(1, ...shares.map(({ share }) => share ?? 0))
  return (
    <>
      <p className={css.hint}>{words.retention.average}</p>
      <ol className={css.bars}>
        {shares.map(({ day, share }) => (
          <li key={day}>
            <span className={css.value}>{share === null ? '–' : format.percent(share)}</span>
            <span className={css.bar} aria-hidden="true">
              <span style={{ height: `${String(((share ?? 0) / most) * 100)}%` }} />
            </span>
            <span className={css.day}>{words.retention.day(day)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
