import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { examples } from './documents'

function Icon() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden>
      <path d="M5 4h9l5 5v11H5z M14 4v5h5 M8.5 13h7 M8.5 16.5h5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

function Panel() {
  const actions = useGraphiQLActions()
  const editor = useGraphiQL((state) => state.queryEditor)
  return (
    <section className="examples">
      <h2>Examples</h2>
      <p>Each opens in a tab of its own.</p>
      <ul>
        {examples.map(({ title, about, query }) => (
          <li key={title}>
            <button
              type="button"
              onClick={() => {
                actions.addTab()
                editor?.setValue(query)
              }}
            >
              <strong>{title}</strong>
              <span>{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Panel }
