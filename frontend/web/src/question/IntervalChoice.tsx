import { Select } from '@mantine/core'
import { useWords } from '../words/words'
import { intervalsFor } from './ranges'
import { useQuestion } from './useQuestion'

/** How long a bucket of a chart is. */
export function IntervalChoice() {
  const words = useWords()
  const { asked, change } = useQuestion()
  return (
    <Select
      size="xs"
      w={112}
      aria-label={words.interval.title}
      data={intervalsFor(asked.span).map((value) => ({ value, label: words.interval[value] }))}
      value={asked.drawn}
      onChange={(value) => {
        change({ interval: value })
      }}
      allowDeselect={false}
      // its list would be put in its place, and so the whole page measured, before anybody opens it
      comboboxProps={{ keepMounted: false }}
    />
  )
}
