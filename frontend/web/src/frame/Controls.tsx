import { Button } from '@mantine/core'
import { FilterBar } from '../question/FilterBar'
import { RangePicker } from '../question/RangePicker'
import { CompareMenu } from '../question/CompareMenu'
import { openFilter } from '../question/opened'
import { Icon } from '../parts/icons'
import { SegmentMenu } from '../segments/SegmentMenu'
import { useWords } from '../words/words'
import css from './Controls.module.css'

/** What is asked of the data on this page: range, comparison, filters. */
export function Controls() {
  const words = useWords()
  return (
    <div className={css.controls}>
      <FilterBar />
      <div className={css.right}>
        <Button
          variant="default"
          size="xs"
          data-compact
          aria-label={words.filters.add}
          leftSection={<Icon name="filter" size={14} />}
          onClick={() => {
            openFilter()
          }}
        >
          {words.filters.add}
        </Button>
        <SegmentMenu />
        <CompareMenu />
        <RangePicker />
      </div>
    </div>
  )
}
