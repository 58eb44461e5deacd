import { useState } from 'react'

interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}

export interface Paging {
  /** cursor of the page that is asked for */
  after: string | null
  /** rows before it */
  skipped: number
  turn: (info: PageInfo | undefined) => { previous: (() => void) | null; next: (() => void) | null }
}

/**
 * The way through a list. Cursors belong to one order of rows: another question begins at the first page.
 *
 * @param question what tells one list from another
 * @param size rows on a page
 */
export function usePaging(question: unknown, size: number): Paging {
  const [pages, setPages] = useState<{ of: unknown; after: string[] }>({ of: null, after: [] })
  const after = pages.of === question ? pages.after : []
  const go = (cursors: string[]) => {
    setPages({ of: question, after: cursors })
  }
  return {
    after: after.at(-1) ?? null,
    skipped: after.length * size,
    turn: (info) => ({
      previous: after.length > 0 ? () => { go(after.slice(0, -1)) } : null,
      next: info?.hasNextPage ? () => { go([...after, info.endCursor ?? '']) } : null,
    }),
  }
}
