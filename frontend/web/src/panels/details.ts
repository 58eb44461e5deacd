/** Which list stands open in full. */

import { createStore } from '@mantine/store'
import type { ListId } from './lists'

export const openedDetails = createStore<{ list: ListId | null }>({ list: null })

export function openDetails(list: ListId): void {
  openedDetails.setState({ list })
}

export function closeDetails(): void {
  openedDetails.setState({ list: null })
}
