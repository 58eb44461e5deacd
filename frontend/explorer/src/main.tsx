import { GraphiQL } from 'graphiql'
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { examplesPlugin } from './examples'
import { examples } from './documents'
import { fetcher } from './fetcher'
import { KeyField } from './key'
import './style.css'

const plugins = [examplesPlugin]

/** A document that came behind the # of the address, as the dashboard's "open in the explorer" puts it there. */
const given = new URLSearchParams(location.hash.slice(1))
const query = given.get('query')
const variables = given.get('variables')

function Explorer() {
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
    >
      <GraphiQL.Logo>
        <KeyField />
      </GraphiQL.Logo>
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
