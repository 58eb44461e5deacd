import { useFormat, useWords } from '../words/words'
import type { Dimension, Filter } from './filters'

/** How a value of a dimension is shown: country codes as names, blanks as a word. */
export function useValueText(): (dimension: Dimension, value: string) => string {
  const words = useWords()
  const format = useFormat()
  return (dimension, value) => {
    if (value === '') return words.common.none
    if (dimension === 'country') return format.country(value)
    if (dimension === 'source' && value === '(direct)') return words.common.direct
    return value
  }
}

export function useFilterText() {
  const words = useWords()
  const value = useValueText()
  return ({ dimension, op, values }: Filter) => ({
    dimension: words.dimensions[dimension],
    operator: words.filters.operators[op],
    values: values.map((each) => value(dimension, each)).join(` ${words.filters.or} `),
  })
}
