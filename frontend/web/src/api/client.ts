/** One client for a session: plain requests by fetch, live answers by one socket. The session's cookie goes with both. */

import { Client, type CombinedError, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core'
import { type Client as Socket, createClient as createSocket } from 'graphql-ws'
import { Standing } from './again'
import { pause } from './pause'

export const ENDPOINT = '/graphql'
const RETRIES = 1_000
const LONGEST_WAIT_MS = 15_000
/** what the server closes a socket with when the session is over */
const SIGNED_OUT = [4401, 4403]

export type SocketState = 'idle' | 'open' | 'lost'

export interface Api {
  client: Client
  close: () => void
}

/**
 * @param onEnded called when the server no longer knows the session
 * @param onSocket called when the socket opens, breaks, or is no longer needed
 * @param share the token of a share, for whoever comes through one
 */
export function openApi(onEnded: () => void, onSocket: (state: SocketState) => void, share?: string): Api {
  const socket = openSocket(onEnded, onSocket, share)
  const standing = new Standing()
  const client = new Client({
    url: ENDPOINT,
    preferGetMethod: false,
    ...(share && { fetchOptions: { headers: { 'X-Pulse-Share': share } } }),
    exchanges: [
      mapExchange({
        onOperation: (operation) => {
          standing.see(operation)
        },
        onResult: ({ error }) => {
          if (error && isSignedOut(error)) onEnded()
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables: variables as Record<string, unknown> }, sink),
          }),
        }),
      }),
    ],
  })
  const forget = standing.keep(client)
  return {
    client,
    close: () => {
      forget()
      void socket.dispose()
    },
  }
}

/** Whether a failure says that nobody is signed in (any more). */
export function isSignedOut(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')
}

function openSocket(onEnded: () => void, onSocket: (state: SocketState) => void, share?: string): Socket {
  return createSocket({
    url: new URL(ENDPOINT, location.href.replace(/^http/, 'ws')).href,
    retryAttempts: RETRIES,
    ...(share && { connectionParams: { share } }),
    shouldRetry: (event) => !isFatal(event),
    retryWait: async (tries) => {
      await pause(Math.min(LONGEST_WAIT_MS, 250 * 2 ** tries) * (0.75 + Math.random() / 2))
    },
    on: {
      connected: () => {
        onSocket('open')
      },
      closed: (event) => {
        const { code, wasClean } = event as CloseEvent
        if (SIGNED_OUT.includes(code)) onEnded()
        onSocket(wasClean && code === 1000 ? 'idle' : 'lost')
      },
    },
  })
}

// a 44xx code is a refusal that stays one
const isFatal = (event: unknown): boolean => event instanceof CloseEvent && event.code >= 4400 && event.code < 4500
