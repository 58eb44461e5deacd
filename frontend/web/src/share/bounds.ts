/** The only range that a share shows, as an address says it. */

import type { Preset } from '../question/ranges'
import type { SharedDashboard } from './SharedHouse'

const PRESETS: Partial<Record<NonNullable<SharedDashboard['period']>, Preset>> = {
  TODAY: 'today',
  YESTERDAY: 'yesterday',
  LAST_24_HOURS: '24h',
  LAST_7_DAYS: '7d',
  LAST_30_DAYS: '30d',
  LAST_90_DAYS: '90d',
  THIS_MONTH: 'month',
  LAST_MONTH: 'lastmonth',
  THIS_YEAR: 'year',
  LAST_12_MONTHS: '12m',
}

const DAY = 10

/** The search part of an address; null where the viewer chooses. What lies before the range is not shown, so nothing is compared. */
export function fixedSearch({ period, startAt, endAt }: Pick<SharedDashboard, 'period' | 'startAt' | 'endAt'>): string | null {
  const preset = period && PRESETS[period]
  if (preset) return `compare=off&range=${preset}`
  if (!startAt && !endAt) return null
  const today = new Date().toISOString()
  return `compare=off&from=${(startAt ?? today).slice(0, DAY)}&to=${(endAt ?? today).slice(0, DAY)}`
}
