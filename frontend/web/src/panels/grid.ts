/** A table apart from how it is shown: the same one stands on a page, behind a chart, and in a file. */

import type { ReactNode } from 'react'

export type Raw = string | number | null

export interface Column<Row> {
  name: string
  /** what the file holds */
  value: (row: Row) => Raw
  /** what the page shows; the value where it is left out */
  show?: (row: Row) => ReactNode
  /** holds what can be done with a row: it stands at the end, its name is only read aloud, and no file has it */
  acts?: boolean
}

interface Cell {
  raw: Raw
  shown: ReactNode
}

export interface Grid {
  head: { name: string; numeric: boolean; acts: boolean }[]
  body: { key: string; cells: Cell[] }[]
}

/** @param key tells rows apart; the first column does where it is left out */
export function gridOf<Row>(columns: Column<Row>[], rows: Row[], key?: (row: Row) => string): Grid {
  return {
    head: columns.map(({ name, value, acts = false }) => ({ name, numeric: rows.some((row) => typeof value(row) === 'number'), acts })),
    body: rows.map((row, index) => ({
      key: key?.(row) ?? String(index),
      cells: columns.map(({ value, show }) => ({ raw: value(row), shown: show ? show(row) : (value(row) ?? '–') })),
    })),
  }
}

/** What a file says of a grid. */
export const headOf = ({ head }: Grid): string[] => head.filter(({ acts }) => !acts).map(({ name }) => name)
export const rawOf = ({ head, body }: Grid): Raw[][] =>
  body.map(({ cells }) => cells.filter((_, index) => !head[index]?.acts).map(({ raw }) => raw))
