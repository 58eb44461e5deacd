import { Button, CloseButton } from '@mantine/core'
import { useWords } from '../words/words'
import css from './FilterBar.module.css'
import { openFilter } from './opened'
import type { Filter } from './filters'
import { useFilterText } from './useFilterText'
import { useQuestion } from './useQuestion'

/** The filters in force, one chip each: press one to change it. */
export function FilterBar() {
  const words = useWords()
  const { asked, change } = useQuestion()
  if (asked.filters.length === 0) return null
  const remove = (index: number) => {
    change({ filters: asked.filters.filter((_, at) => at !== index) })
  }
  return (
    <ul className={css.bar} aria-label={words.frame.filteredBy}>
      {asked.filters.map((filter, index) => (
        <Chip
          key={`${filter.dimension} ${filter.op} ${filter.values.join()}`}
          filter={filter}
          onEdit={() => {
            openFilter(index)
          }}
          onRemove={() => {
            remove(index)
          }}
        />
      ))}
      {asked.filters.length > 1 && (
        <li>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              change({ filters: [] })
            }}
          >
            {words.filters.clear}
          </Button>
        </li>
      )}
    </ul>
  )
}

/** A filter in words. */
export function FilterText({ filter }: { filter: Filter }) {
  const { dimension, operator, values } = useFilterText()(filter)
  return (
    <>
      {dimension} <span className={css.operator}>{operator}</span> <b>{values}</b>
    </>
  )
}

function Chip({ filter, onEdit, onRemove }: { filter: Filter; onEdit: () => void; onRemove: () => void }) {
  const words = useWords()
  const text = useFilterText()
  const { dimension, operator, values } = text(filter)
  const whole = `${dimension} ${operator} ${values}`
  return (
    <li className={css.chip}>
      <button type="button" className={css.text} onClick={onEdit} aria-label={words.filters.edit(whole)}>
        <FilterText filter={filter} />
      </button>
      <CloseButton size={24} iconSize={14} onClick={onRemove} aria-label={words.filters.remove(whole)} />
    </li>
  )
}
