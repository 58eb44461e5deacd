import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql, type ResultOf } from '../../api/graphql'
import { problemOf } from '../../api/problems'
import { Panel } from '../../panels/Panel'
import { Failed, Waiting } from '../../panels/States'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import { NewKeyDialog } from './NewKeyDialog'
import { RevokeDialog } from './RevokeDialog'
import css from './Settings.module.css'

const KeysQuery = graphql(`
  query Keys($project: ID) {
    project(id: $project) {
      keys(first: 1000) {
        nodes {
          id
          name
          keyPrefix
          scopes
          createdAt
          lastUsedAt
          expiresAt
        }
      }
    }
  }
`)

export type KeyRow = NonNullable<NonNullable<ResultOf<typeof KeysQuery>['project']>['keys']>['nodes'][number]

export function Keys() {
  const words = useWords()
  const { id } = useProject()
  const [{ data, error }, reload] = useQuery({ query: KeysQuery, variables: { project: id } })
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<KeyRow | null>(null)
  const keys = data?.project?.keys?.nodes
  const refresh = () => {
    reload({ requestPolicy: 'network-only' })
  }
  const add = (
    <Button
      size="xs"
      onClick={() => {
        setMaking(true)
      }}
    >
      {words.settings.newKey}
    </Button>
  )
  return (
    <Panel title={words.settings.keys} tools={add}>
      {keys ? (
        <KeyTable keys={keys} onRevoke={setRevoking} />
      ) : error ? (
        <Failed problem={problemOf(error)} />
      ) : (
        <Waiting rows={3} />
      )}
      <NewKeyDialog
        open={making}
        onMade={refresh}
        onClose={() => {
          setMaking(false)
        }}
      />
      <RevokeDialog
        target={revoking}
        onRevoked={refresh}
        onClose={() => {
          setRevoking(null)
        }}
      />
    </Panel>
  )
}

function KeyTable({ keys, onRevoke }: { keys: KeyRow[]; onRevoke: (key: KeyRow) => void }) {
  const words = useWords()
  const format = useFormat()
  const when = (iso: string | null) => (iso ? format.moment(iso) : words.settings.never)
  if (keys.length === 0) return <p className={css.hint}>{words.settings.noKeys}</p>
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={words.settings.keys}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.settings.keyName}</Table.Th>
            <Table.Th>{words.settings.key}</Table.Th>
            <Table.Th>{words.settings.scopes}</Table.Th>
            <Table.Th>{words.settings.lastUsed}</Table.Th>
            <Table.Th>{words.settings.expires}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>{key.name}</Table.Td>
              <Table.Td>
                <code>{key.keyPrefix}</code>
              </Table.Td>
              <Table.Td>{key.scopes.map((scope) => scope.toLowerCase()).join(', ')}</Table.Td>
              <Table.Td>{when(key.lastUsedAt)}</Table.Td>
              <Table.Td>{when(key.expiresAt)}</Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  aria-label={`${words.settings.revoke}: ${key.name}`}
                  onClick={() => {
                    onRevoke(key)
                  }}
                >
                  {words.settings.revoke}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
