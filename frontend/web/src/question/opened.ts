/** Whether the filter dialog is open, and which filter it changes. */

import { createStore } from '@mantine/store'

export const openedFilter = createStore<{ open: boolean; index: number | null }>({ open: false, index: null })

/** Open the dialog: for a new filter, or for the one at `index`. */
export function openFilter(index: number | null = null): void {
  openedFilter.setState({ open: true, index })
}

export function closeFilter(): void {
  openedFilter.setState({ open: false, index: null })
}
