import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Client, useClient } from 'urql'
import { Icon } from '../parts/icons'
import { useAsked } from '../question/useQuestion'
import { useWords } from '../words/words'
import { csvOf, download } from './csv'
import { ListQuery } from './documents'
import type { FullRow } from './FullTable'
import { type ListId, listOf } from './lists'
import type { ListVariables } from './useFullList'

const AT_ONCE = 1000

/** All rows of the list as it stands, as a file. */
export function CsvButton({ list, variables, name }: { list: ListId; variables: ListVariables; name: string }) {
  const words = useWords()
  const client = useClient()
  const { span } = useAsked()
  const [busy, setBusy] = useState(false)
  const { dimension, metrics } = listOf(list)
  const save = async () => {
    setBusy(true)
    const rows = await allRows(client, variables).finally(() => {
      setBusy(false)
    })
    const lines = rows.map((row) => [row.value, ...metrics.map((metric) => row[metric])])
    const file = `${name} ${span.start.slice(0, 10)} ${span.end.slice(0, 10)}.csv`
    download(file.toLowerCase().replaceAll(' ', '-'), csvOf([dimension, ...metrics], lines))
  }
  return (
    <Button size="xs" variant="default" loading={busy} leftSection={<Icon name="download" size={14} />} onClick={() => void save()}>
      {words.panel.csv}
    </Button>
  )
}

async function allRows(client: Client, variables: ListVariables): Promise<FullRow[]> {
  const rows: FullRow[] = []
  let after: string | null = null
  do {
    const page = await pageOf(client, { ...variables, first: AT_ONCE, after })
    rows.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return rows
}

async function pageOf(client: Client, variables: ListVariables) {
  const { data, error } = await client.query(ListQuery, variables).toPromise()
  const page = data?.project?.analytics.breakdown
  if (!page) throw error ?? new Error('There is no such list')
  return page
}
