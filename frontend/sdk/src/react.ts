'use client'

import { createContext, createElement, useContext, useEffect, useState, type ReactNode } from 'react'
import type { PulseClient } from './index.js'

const Context = createContext<PulseClient | null>(null)

/** Starts the client when the page does, and hands it to all components below. */
export function PulseProvider({ client, children }: { client: PulseClient; children?: ReactNode }): ReactNode {
  useEffect(() => {
    client.init()
  }, [client])
  return createElement(Context.Provider, { value: client }, children)
}

/** The client of the nearest provider. */
export function usePulse(): PulseClient {
  const client = useContext(Context)
  if (!client) throw new Error('usePulse() wants a <PulseProvider> around it.')
  return client
}

/** The visitor's variant of an experiment: undefined until it is known, null where there is none. */
export function useVariant(experimentId: string): string | null | undefined {
  const client = usePulse()
  const [variant, setVariant] = useState<string | null>()
  useEffect(() => {
    let current = true
    // effects of children run before the provider's
    void client
      .init()
      .assign(experimentId)
      .then((assigned) => {
        if (current) setVariant(assigned)
      })
    return () => {
      current = false
    }
  }, [client, experimentId])
  return variant
}
