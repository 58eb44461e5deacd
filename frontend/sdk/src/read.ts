import { SHAPE, type Query } from './generated/schema.js'
import { DEFAULT_API_URL } from './items.js'
import type { Result, Selection } from './select.js'

export type * from './generated/schema.js'
export type { Result, Selection } from './select.js'

export interface PulseReaderOptions {
  /** A key with the `query` scope. */
  apiKey: string
  /** Where Pulse runs. */
  apiUrl?: string
  /** In place of the global one. */
  fetch?: typeof fetch
}

/** Why a field is missing from an answer. */
export interface QueryProblem {
  message: string
  path?: (string | number)[]
  extensions?: { code?: string; status?: number }
}

export interface Answer<Data> {
  data: Data
  /** Fields that could not be answered are null in the data, and stand here; a module that is switched off, say. */
  errors: QueryProblem[]
}

/** Pulse did not answer. */
export class PulseQueryError extends Error {
  override readonly name = 'PulseQueryError'

  constructor(
    message: string,
    readonly errors: QueryProblem[],
    readonly status: number,
  ) {
    super(message)
  }
}

interface Document {
  query: string
  variables: Record<string, unknown>
}

type Wanted = Record<string, unknown>

/** Writes a selection as GraphQL; what is given to arguments travels as variables, and is never part of the text. */
export function write(wanted: Wanted): Document {
  const declared: string[] = []
  const variables: Record<string, unknown> = {}

  const give = (value: unknown, type: string): string => {
    const name = `v${declared.length}`
    declared.push(`$${name}: ${type}`)
    variables[name] = value
    return `$${name}`
  }

  const fields = (type: string, chosen: Wanted): string =>
    Object.entries(chosen)
      .filter(([, asked]) => asked !== undefined && asked !== false)
      .map(([name, asked]) => field(type, name, asked))
      .join(' ')

  const field = (type: string, name: string, asked: unknown): string => {
    const [within = '', types = {}] = SHAPE[type]?.[name] ?? []
    const [given, chosen] = (Array.isArray(asked) ? asked : [{}, asked]) as [Wanted, Wanted | true]
    const passed = Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([argument, value]) => {
        const declaredType = types[argument]
        if (!declaredType) throw new TypeError(`${type}.${name} takes no "${argument}".`)
        return `${argument}: ${give(value, declaredType)}`
      })
    const call = passed.length ? `${name}(${passed.join(', ')})` : name
    return within ? `${call} { ${fields(within, chosen as Wanted)} }` : call
  }

  const body = fields('Query', wanted)
  return { query: `query${declared.length ? `(${declared.join(', ')})` : ''} { ${body} }`, variables }
}

/** Asks Pulse for reports; what comes back has the type of what was asked. */
export class PulseReader {
  readonly #options: Required<PulseReaderOptions>

  constructor(options: PulseReaderOptions) {
    this.#options = { apiUrl: DEFAULT_API_URL, fetch: (...request) => fetch(...request), ...options }
  }

  async query<const Fields extends Selection<Query>>(
    fields: Fields,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Answer<Result<Query, Fields>>> {
    const { apiUrl, apiKey, fetch } = this.#options
    const response = await fetch(`${apiUrl.replace(/\/+$/, '')}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Pulse-Key': apiKey },
      body: JSON.stringify(write(fields)),
      ...(signal && { signal }),
    })
    const answer = (await response.json().catch(() => ({}))) as { data?: Result<Query, Fields> | null; errors?: QueryProblem[]; error?: string }
    const { data, errors = [], error = errors[0]?.message ?? `Pulse answered ${response.status}.` } = answer
    if (!data) throw new PulseQueryError(error, errors, response.status)
    return { data, errors }
  }
}
