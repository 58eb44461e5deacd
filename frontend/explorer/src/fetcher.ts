import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import { createClient } from 'graphql-ws'
import { credentials } from './access'

const endpoint = new URL(location.pathname, location.href)
const socket = new URL(endpoint)
socket.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'

/** What stands in the headers editor wins over the key field, on requests and on sockets alike. */
let typed: Record<string, string> = {}

const sockets = createClient({
  url: socket.href,
  // a socket says who it is when it opens, so it must not outlive its subscriptions
  lazy: true,
  lazyCloseTimeout: 0,
  retryAttempts: 2,
  connectionParams: () => ({ ...credentials(), ...typed }),
})

const send: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  for (const [name, value] of Object.entries(credentials())) if (!headers.has(name)) headers.set(name, value)
  headers.set('Accept', 'application/graphql-response+json, application/json;q=0.9')
  return fetch(input, { ...init, headers })
}

const inner = createGraphiQLFetcher({ url: endpoint.href, fetch: send, wsClient: sockets })

export const fetcher: Fetcher = (params, options) => {
  typed = { ...(options?.headers as Record<string, string> | undefined) }
  return inner(params, options)
}
