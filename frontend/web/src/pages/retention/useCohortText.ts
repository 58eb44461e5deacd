import { useFormat } from '../../words/words'
import type { Period } from '../Retention'

/** A cohort by its first day: a day, the week that begins with it, or the month. */
export function useCohortText(period: Period): (cohort: string) => string {
  const format = useFormat()
  return (cohort) => format.bucket(Date.parse(cohort), period === 'monthly' ? 'month' : 'day', 'UTC', period === 'monthly')
}
