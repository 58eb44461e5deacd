/** Which query the "show query" dialog shows. */

import { createStore } from '@mantine/store'
import type { DocumentNode } from 'graphql'

export interface Shown {
  open: boolean
  document: DocumentNode | null
  variables: Record<string, unknown>
  /** the report whose file holds the same, by its name among the exports */
  file: string | null
}

export const shownQuery = createStore<Shown>({ open: false, document: null, variables: {}, file: null })

export function openQuery(document: unknown, variables: Record<string, unknown>, file: string | null = null): void {
  shownQuery.setState({ open: true, document: document as DocumentNode, variables, file })
}

export function closeQuery(): void {
  shownQuery.setState({ ...shownQuery.getState(), open: false })
}
