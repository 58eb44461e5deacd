/** Failures as the pages show them. */

import type { CombinedError } from '@urql/core'
import type { Problem } from '../panels/States'

interface Failure {
  message: string
  path?: readonly (string | number)[] | undefined
  extensions?: Record<string, unknown> | undefined
}

const NAMED = /^Module '([^']+)'/

function problem({ message, extensions }: Failure): Problem {
  const code = typeof extensions?.code === 'string' ? extensions.code : 'FAILED'
  return { code, message, module: code === 'MODULE_DISABLED' ? (NAMED.exec(message)?.[1] ?? null) : null }
}

/** The first thing that went wrong with a whole request. */
export function problemOf(error: CombinedError): Problem {
  const [first] = error.graphQLErrors
  return first ? problem(first) : { code: 'UNREACHABLE', message: error.networkError?.message ?? error.message, module: null }
}

/** What went wrong with one field, found by its name or alias in the path; failures of what lies around it count as well. */
export function problemAt(error: CombinedError | undefined, field: string): Problem | null {
  if (!error) return null
  const own = error.graphQLErrors.find(({ path }) => path?.includes(field))
  if (own) return problem(own)
  const around = error.graphQLErrors.find(({ path }) => !path || path.length <= 2)
  if (around) return problem(around)
  return error.networkError ? problemOf(error) : null
}

/** Whether a field is kept from whoever asks, such as the viewer of a share: then there is no place for it on the page. */
export function isWithheld(error: CombinedError | undefined, field: string): boolean {
  return error?.graphQLErrors.some(({ path, extensions }) => path?.includes(field) && extensions.code === 'FORBIDDEN') ?? false
}
