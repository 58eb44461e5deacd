/** What the server said against a form, and about which field. */

import type { CombinedError } from '@urql/core'

export interface Refusal {
  /** what is said about a field, by the name that the server has for it */
  at: (field: string) => string | undefined
  /** what is said about no field that the form shows */
  rest: string | null
}

const QUOTED = /'([a-z][\w.[\]]*)'/

/** @param shown the fields of the form, by the first part of their name */
export function refusalOf(error: CombinedError | undefined, shown: string[]): Refusal {
  const message = error?.graphQLErrors[0]?.message ?? error?.message ?? null
  const field = message === null ? null : (QUOTED.exec(message)?.[1] ?? null)
  const known = field !== null && shown.includes(/^\w+/.exec(field)?.[0] ?? '')
  const said = message?.replace(/^Invalid request(?: body)?: /, '')
  return {
    at: (name) => (known && name === field ? said : undefined),
    rest: known ? null : (said ?? null),
  }
}
