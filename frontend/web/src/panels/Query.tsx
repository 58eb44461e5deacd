import { Button, Group } from '@mantine/core'
import { useStore } from '@mantine/store'
import { print } from '@0no-co/graphql.web'
import { Link } from 'wouter'
import { ENDPOINT } from '../api/client'
import { useWrites } from '../frame/session'
import { Copied } from '../parts/Copied'
import { Icon } from '../parts/icons'
import { useQuestion } from '../question/useQuestion'
import { useWords } from '../words/words'
import { closeQuery, shownQuery } from './query'
import css from './QueryDialog.module.css'
import { snippetOf } from './snippet'
import { useFileAddress } from './useFileAddress'

/** A question as a document, as a command line, as a line of TypeScript, in the explorer, and its answer as a file. */
export default function Query() {
  const words = useWords()
  const { document, variables, file } = useStore(shownQuery)
  const query = document ? print(document) : ''
  const shown = JSON.stringify(variables, null, 2)
  const snippet = document && snippetOf(document, variables, location.origin)
  return (
    <>
      <Text name={words.query.document} text={query} />
      <Text name={words.query.variables} text={shown} />
      <Text name={words.query.curl} text={curlOf(query, variables)} />
      {snippet && <Text name={words.query.sdk} text={snippet} />}
      <p className={css.hint}>{words.query.keyHint}</p>
      <Group justify="flex-end">
        {/* files hold whole reports: filters are not for them */}
        {file && !variables.where && <File report={file} />}
        <Explore query={query} variables={shown} />
      </Group>
    </>
  )
}

function File({ report }: { report: string }) {
  const words = useWords()
  const address = useFileAddress()
  const writes = useWrites()
  if (!writes) return null
  return (
    <Button component="a" variant="default" href={address(report)} download leftSection={<Icon name="download" />}>
      {words.query.csv}
    </Button>
  )
}

/** To the explorer: in the dashboard with its session, and for whoever has none on its own. */
function Explore({ query, variables }: { query: string; variables: string }) {
  const words = useWords()
  const { link } = useQuestion()
  const writes = useWrites()
  const behind = `#${new URLSearchParams({ query, variables }).toString()}`
  if (!writes)
    return (
      <Button component="a" href={ENDPOINT + behind} target="_blank" rel="noopener">
        {words.query.explorer}
      </Button>
    )
  return (
    <Button component={Link} href={link('/explorer') + behind} onClick={closeQuery}>
      {words.query.explorer}
    </Button>
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

function curlOf(query: string, variables: Record<string, unknown>): string {
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' ').trim(), variables }).replaceAll("'", String.raw`'\''`)
  return [
    `curl ${new URL(ENDPOINT, location.href).href}`,
    `-H 'X-Pulse-Key: YOUR_QUERY_KEY'`,
    `-H 'Content-Type: application/json'`,
    `-d '${body}'`,
  ].join(' \\\n  ')
}
