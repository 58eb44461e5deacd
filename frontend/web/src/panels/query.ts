/** Which query the "show query" dialog shows. */

import { createStore } from '@mantine/store'
import type { DocumentNode } from 'graphql'

export interface Shown {
  open: boolean
  document: DocumentNode | null
  variables: Record<string, unknown>
}

export const shownQuery = createStore<Shown>({ open: false, document: null, variables: {} })

export function openQuery(document: unknown, variables: Record<string, unknown>): void {
  shownQuery.setState({ open: true, document: document as DocumentNode, variables })
}

export function closeQuery(): void {
  shownQuery.setState({ ...shownQuery.getState(), open: false })
}
