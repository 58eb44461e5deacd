import { Select } from '@mantine/core'
import { useWords } from '../words/words'
import type { Dimension } from './filters'

/** What a report can be told apart by where it is about visits and their visitors. */
export const VISIT_DIMENSIONS = [
  'source',
  'channel',
  'utm_campaign',
  'entry_page',
  'country',
  'device',
  'browser',
  'os',
  'language',
] as const satisfies Dimension[]
export type VisitDimension = (typeof VISIT_DIMENSIONS)[number]

interface Props<Each extends Dimension> {
  dimensions: readonly Each[]
  value: Each
  onChange: (dimension: Each) => void
}

export function DimensionChoice<Each extends Dimension>({ dimensions, value, onChange }: Props<Each>) {
  const words = useWords()
  return (
    <Select
      size="xs"
      w={150}
      aria-label={words.forms.by}
      data={dimensions.map((each) => ({ value: each, label: words.dimensions[each] }))}
      value={value}
      onChange={(chosen) => {
        const found = dimensions.find((each) => each === chosen)
        if (found) onChange(found)
      }}
      allowDeselect={false}
    />
  )
}
