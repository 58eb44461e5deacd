import { useFormat, useWords } from '../../words/words'
import type { Cohort } from '../Retention'
import css from './Curve.module.css'

interface Share {
  day: number
  /** per cent of the cohorts that are old enough; null where none is */
  share: number | null
}

/** Of all cohorts that are old enough, weighted by size, the part that came back. */
export function sharesOf(cohorts: Cohort[]): Share[] {
  return (cohorts[0]?.cells ?? []).map(({ day }, index) => {
    const known = cohorts.filter(({ cells }) => typeof cells[index]?.visitors === 'number')
    const size = known.reduce((sum, { initialVisitors }) => sum + initialVisitors, 0)
    const back = known.reduce((sum, { cells }) => sum + (cells[index]?.visitors ?? 0), 0)
    return { day, share: size === 0 ? null : (back / size) * 100 }
  })
}

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
