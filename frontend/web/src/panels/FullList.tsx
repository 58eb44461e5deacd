import { Button, Group, TextInput } from '@mantine/core'
import { problemOf } from '../api/problems'
import { Icon } from '../parts/icons'
import { useFormat, useWords } from '../words/words'
import { CsvButton } from './CsvButton'
import { ListQuery } from './documents'
import css from './FullList.module.css'
import { FullTable } from './FullTable'
import { type ListId, listName, listOf } from './lists'
import { openQuery } from './query'
import { Empty, Failed, Waiting } from './States'
import { type FullListState, useFullList } from './useFullList'

/** Every row of a ranking, with every column; to search, order, page through and take along. */
export function FullList({ list }: { list: ListId }) {
  const words = useWords()
  const state = useFullList(list)
  return (
    <div className={css.whole} aria-busy={state.fetching}>
      <Group justify="space-between">
        <TextInput
          type="search"
          size="xs"
          w={260}
          aria-label={words.panel.find}
          placeholder={words.panel.find}
          leftSection={<Icon name="search" size={14} />}
          value={state.search}
          onChange={(event) => {
            state.setSearch(event.currentTarget.value)
          }}
        />
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="code" size={14} />}
            onClick={() => {
              openQuery(ListQuery, state.variables, listOf(list).file)
            }}
          >
            {words.panel.showQuery}
          </Button>
          <CsvButton list={list} variables={state.variables} name={listName(words, list)} />
        </Group>
      </Group>
      <Body list={list} state={state} />
    </div>
  )
}

function Body({ list, state }: { list: ListId; state: FullListState }) {
  const { found, error } = state
  if (!found && error) return <Failed problem={problemOf(error)} />
  if (!found) return <Waiting rows={10} />
  if (found.nodes.length === 0) return <Empty />
  return (
    <>
      <FullTable list={list} rows={found.nodes} order={state.order} onOrder={state.setOrder} />
      <Paging state={state} total={found.totalCount} shown={found.nodes.length} />
    </>
  )
}

function Paging({ state, total, shown }: { state: FullListState; total: number; shown: number }) {
  const words = useWords()
  const format = useFormat()
  const { skipped, previous, next } = state
  return (
    <Group justify="flex-end" gap="sm">
      <span>
        {words.panel.page(format.whole(skipped + 1), format.whole(skipped + shown), format.whole(total))}
      </span>
      <Button size="xs" variant="default" disabled={!previous} onClick={() => previous?.()}>
        {words.common.previous}
      </Button>
      <Button size="xs" variant="default" disabled={!next} onClick={() => next?.()}>
        {words.common.next}
      </Button>
    </Group>
  )
}
