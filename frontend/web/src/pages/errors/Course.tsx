import { useMemo } from 'react'
import { TimeChart } from '../../panels/chart/TimeChart'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import type { ErrorPoint } from './documents'

export function Course({ points }: { points: ErrorPoint[] }) {
  const words = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const lines = useMemo(
    () => [{ name: words.errors.total, kind: 'bar' as const, colour: 'rose' as const, values: points.map(({ count }) => count) }],
    [points, words],
  )
  return <TimeChart name={words.errors.total} buckets={points} interval={drawn} lines={lines} format={format.short} />
}
