import { Button, Group, Modal } from '@mantine/core'
import { useStore } from '@mantine/store'
import { print } from '@0no-co/graphql.web'
import { ENDPOINT } from '../api/client'
import { Copied } from '../parts/Copied'
import { useWords } from '../words/words'
import { closeQuery, shownQuery } from './query'
import css from './QueryDialog.module.css'

/** The question behind a panel, to take along: as a document, as a command line, in the explorer. */
export function QueryDialog() {
  const words = useWords()
  const { open } = useStore(shownQuery)
  return (
    <Modal
      opened={open}
      onClose={closeQuery}
      title={words.query.title}
      size="xl"
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Query />
    </Modal>
  )
}

function Query() {
  const words = useWords()
  const { document, variables } = useStore(shownQuery)
  const query = document ? print(document) : ''
  const shown = JSON.stringify(variables, null, 2)
  return (
    <>
      <Text name={words.query.document} text={query} />
      <Text name={words.query.variables} text={shown} />
      <Text name={words.query.curl} text={curlOf(query, variables)} />
      <Group justify="space-between">
        <span className={css.hint}>{words.query.keyHint}</span>
        <Button component="a" href={explorerOf(query, shown)} target="_blank" rel="noopener">
          {words.query.explorer}
        </Button>
      </Group>
    </>
  )
}

function Text({ name, text }: { name: string; text: string }) {
  return (
    <section>
      <header className={css.head}>
        <h2>{name}</h2>
        <Copied text={text} />
      </header>
      <pre className={css.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}

function explorerOf(query: string, variables: string): string {
  return `${ENDPOINT}#${new URLSearchParams({ query, variables }).toString()}`
}

function curlOf(query: string, variables: Record<string, unknown>): string {
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' ').trim(), variables }).replaceAll("'", String.raw`'\''`)
  return [
    `curl ${new URL(ENDPOINT, location.href).href}`,
    `-H 'X-Pulse-Key: YOUR_QUERY_KEY'`,
    `-H 'Content-Type: application/json'`,
    `-d '${body}'`,
  ].join(' \\\n  ')
}
