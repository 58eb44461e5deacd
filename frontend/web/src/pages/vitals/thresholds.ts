import { useCallback } from 'react'
import { useFormat } from '../../words/words'

export const METRICS = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const
export type VitalName = (typeof METRICS)[number]
export type Rating = 'GOOD' | 'NEEDS_IMPROVEMENT' | 'POOR'

/** Up to the first it is good, above the second poor; as the server rates the p75. */
export const THRESHOLDS: Record<VitalName, [number, number]> = {
  LCP: [2500, 4000],
  INP: [200, 500],
  CLS: [0.1, 0.25],
  FCP: [1800, 3000],
  TTFB: [800, 1800],
}

export function ratingOf(metric: VitalName, value: number | null): Rating | undefined {
  if (value === null) return undefined
  const [good, poor] = THRESHOLDS[metric]
  return value <= good ? 'GOOD' : value > poor ? 'POOR' : 'NEEDS_IMPROVEMENT'
}

/** Milliseconds, seconds from one on, and a plain number for layout shift. */
export function useVitalText(): (metric: string, value: number | null) => string {
  const { locale } = useFormat()
  return useCallback(
    (metric, value) => {
      if (value === null) return '–'
      if (metric === 'CLS') return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value)
      if (value < 1000) return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value)} ms`
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value / 1000)} s`
    },
    [locale],
  )
}
