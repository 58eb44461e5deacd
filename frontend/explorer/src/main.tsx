import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { framed } from './access'
import { examplesPlugin } from './examples'
import { examples } from './documents'
import { fetcher } from './fetcher'
import { KeyField } from './key'
import { onSchemeChange, readScheme } from './scheme'
import './style.css'

const plugins = [HISTORY_PLUGIN, examplesPlugin]

/** A document that came behind the # of the address, as the dashboard's "open in the explorer" puts it there. */
const given = new URLSearchParams(location.hash.slice(1))
const query = given.get('query')
const variables = given.get('variables')

function Explorer() {
  const scheme = useSyncExternalStore(onSchemeChange, readScheme)
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultQuery={examples[0]?.query ?? ''}
      {...(query && { initialQuery: query })}
      {...(variables && { initialVariables: variables })}
      // a key typed into the headers editor is not to be found on disk either
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      defaultEditorToolsVisibility="variables"
      {...(framed && { forcedTheme: scheme })}
    >
      <GraphiQL.Logo>{!framed && <KeyField />}</GraphiQL.Logo>
    </GraphiQL>
  )
}

const root = document.getElementById('explorer')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Explorer />
    </StrictMode>,
  )
}
