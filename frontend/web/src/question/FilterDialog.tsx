import { Button, Group, Modal, Select, Stack, TagsInput } from '@mantine/core'
import { useStore } from '@mantine/store'
import { type SubmitEvent, useState } from 'react'
import { useWords } from '../words/words'
import { DIMENSIONS, type Filter, OPERATORS, OWN_KINDS, ownOf } from './filters'
import { closeFilter, openedFilter } from './opened'
import { useDimensionName, useValueText } from './useFilterText'
import { useQuestion } from './useQuestion'
import { useOwnDimensions, useSuggestions } from './useSuggestions'

export function FilterDialog() {
  const words = useWords()
  const { open, index } = useStore(openedFilter)
  const { asked } = useQuestion()
  const editing = index === null ? undefined : asked.filters[index]
  return (
    <Modal
      opened={open}
      onClose={closeFilter}
      title={editing ? words.filters.editTitle : words.filters.addTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <FilterForm editing={editing} index={index} />
    </Modal>
  )
}

function FilterForm({ editing, index }: { editing: Filter | undefined; index: number | null }) {
  const words = useWords()
  const { asked, change } = useQuestion()
  const [filter, setFilter] = useState<Filter>(editing ?? { dimension: 'page', op: 'is', values: [] })
  const [typed, setTyped] = useState('')
  const dimensions = useDimensions(filter.dimension)
  const values = typed.trim() === '' ? filter.values : [...filter.values, typed.trim()]

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const done = { ...filter, values }
    change({
      filters: index === null ? [...asked.filters, done] : asked.filters.map((old, at) => (at === index ? done : old)),
    })
    closeFilter()
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Group grow align="start">
          <Select
            label={words.filters.dimension}
            data={dimensions}
            value={filter.dimension}
            onChange={(value) => {
              if (value) setFilter({ ...filter, dimension: value, values: [] })
            }}
            allowDeselect={false}
            searchable
            data-autofocus
          />
          <Select
            label={words.filters.operator}
            data={OPERATORS.map((value) => ({ value, label: words.filters.operators[value] }))}
            value={filter.op}
            onChange={(value) => {
              if (value) setFilter({ ...filter, op: value })
            }}
            allowDeselect={false}
          />
        </Group>
        <Values filter={filter} typed={typed} onType={setTyped} onChange={setFilter} />
        <Button type="submit" disabled={values.length === 0}>
          {words.common.save}
        </Button>
      </Stack>
    </form>
  )
}

interface ValuesProps {
  filter: Filter
  typed: string
  onType: (text: string) => void
  onChange: (filter: Filter) => void
}

/** The values of a filter, with those that are there to choose from. */
function Values({ filter, typed, onType, onChange }: ValuesProps) {
  const words = useWords()
  const suggestions = useSuggestions(filter.dimension, typed)
  const text = useValueText()
  return (
    <TagsInput
      label={words.filters.values}
      description={filter.op === 'matches' ? words.filters.patternHint : words.filters.valuesHint}
      data={filter.op === 'matches' ? [] : suggestions}
      filter={({ options }) => options}
      renderOption={({ option }) => text(filter.dimension, option.value)}
      value={filter.values}
      onChange={(values) => {
        onChange({ ...filter, values })
      }}
      searchValue={typed}
      onSearchChange={onType}
    />
  )
}

/** What can be filtered by: the catalog, and what the site named itself. */
function useDimensions(chosen: Filter['dimension']) {
  const words = useWords()
  const name = useDimensionName()
  const found = useOwnDimensions()
  const own = ownOf(chosen) && !found.some((each) => each === chosen) ? [...found, chosen] : found
  const choices = (of: readonly Filter['dimension'][]) => of.map((value) => ({ value, label: name(value) }))
  const groups = OWN_KINDS.map((kind) => ({
    group: words.filters.own[kind],
    items: choices(own.filter((each) => ownOf(each)?.kind === kind)),
  }))
  return [
    { group: words.filters.catalog, items: choices(DIMENSIONS) },
    ...groups.filter(({ items }) => items.length > 0),
  ]
}
