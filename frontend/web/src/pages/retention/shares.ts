import type { Cohort } from '../Retention'

export interface Share {
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
