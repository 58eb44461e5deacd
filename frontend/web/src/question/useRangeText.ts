import { useFormat, useWords } from '../words/words'
import { useAsked } from './useQuestion'

/** The chosen range as it is read: its name, or its days. */
export function useRangeText(): string {
  const words = useWords()
  const format = useFormat()
  const { range, span, zone } = useAsked()
  return typeof range === 'string' ? words.range.presets[range] : format.span(span, zone)
}
