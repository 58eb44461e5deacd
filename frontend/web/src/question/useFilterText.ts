import { useFormat, useWords } from '../words/words'
import { type Filter, ownOf } from './filters'

/** How a value of a dimension is shown: country codes as names, blanks as a word, what the server names in the reader's language. */
export function useValueText(): (dimension: Filter['dimension'], value: string) => string {
  const words = useWords()
  const format = useFormat()
  return (dimension, value) => {
    if (value === '') return words.common.none
    if (dimension === 'country') return format.country(value)
    if (dimension === 'source' && value === '(direct)') return words.common.direct
    return words.values[dimension]?.[value] ?? value
  }
}

/** The name of a dimension; a site's own ones are named by their key. */
export function useDimensionName(): (dimension: Filter['dimension']) => string {
  const words = useWords()
  return (dimension) => {
    const own = ownOf(dimension)
    return own ? own.key : words.dimensions[dimension as keyof typeof words.dimensions]
  }
}

export function useFilterText() {
  const words = useWords()
  const name = useDimensionName()
  const value = useValueText()
  return ({ dimension, op, values }: Filter) => ({
    dimension: name(dimension),
    operator: words.filters.operators[op],
    values: values.map((each) => value(dimension, each)).join(` ${words.filters.or} `),
  })
}
