/** Filters as the reader sets them: a list of conditions that all hold. */

/** The dimensions of the server's catalog that a reader may choose, by the names that they have there. */
export const DIMENSIONS = [
  'page',
  'entry_page',
  'exit_page',
  'hostname',
  'title',
  'event',
  'source',
  'referrer',
  'channel',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'country',
  'region',
  'city',
  'language',
  'browser',
  'browser_version',
  'os',
  'os_version',
  'device',
  'screen',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What sites name themselves: a property of their events, or a trait of their visitors, with its key. */
export const OWN_KINDS = ['property', 'trait'] as const
export type OwnKind = (typeof OWN_KINDS)[number]
export type OwnDimension = `${OwnKind}:${string}`

/** The kind and key of a dimension that a site named; null for those of the catalog. */
export function ownOf(dimension: string): { kind: OwnKind; key: string } | null {
  const [kind, ...key] = dimension.split(':')
  return OWN_KINDS.includes(kind as OwnKind) && key.join(':') !== '' ? { kind: kind as OwnKind, key: key.join(':') } : null
}

const isDimension = (text: string): text is Dimension | OwnDimension =>
  DIMENSIONS.includes(text as Dimension) || ownOf(text) !== null

export const OPERATORS = ['is', 'is_not', 'contains', 'matches'] as const
export type Operator = (typeof OPERATORS)[number]

export interface Filter {
  dimension: Dimension | OwnDimension
  op: Operator
  values: string[]
}

const SEPARATOR = '~'

const escaped = (value: string): string => encodeURIComponent(value).replaceAll(SEPARATOR, '%7E')

export function writeFilter({ dimension, op, values }: Filter): string {
  return [ownOf(dimension) ? escaped(dimension) : dimension, op, ...values.map(escaped)].join(SEPARATOR)
}

/** A filter as it stands in the address; null where it is none, since anybody may edit an address. */
export function readFilter(text: string): Filter | null {
  try {
    const [dimension = '', op = '', ...values] = text.split(SEPARATOR).map(decodeURIComponent)
    return filterOf(dimension, op, values)
  } catch {
    return null
  }
}

/** A condition as a filter; null where it is none that a reader could have set. */
export function filterOf(dimension: string, op: string, values: string[]): Filter | null {
  if (!isDimension(dimension) || !OPERATORS.includes(op as Operator) || values.length === 0) return null
  return { dimension, op: op as Operator, values }
}

const same = (one: Filter, other: Filter): boolean => one.dimension === other.dimension && one.op === other.op

/**
 * The filters after a click on a row. A second value of one dimension widens the choice; the same value again takes it
 * back; choosing and excluding one value cancel each other.
 */
export function toggled(filters: Filter[], dimension: Dimension, op: 'is' | 'is_not', value: string): Filter[] {
  const opposite = op === 'is' ? 'is_not' : 'is'
  const cleared = filters.flatMap((filter) =>
    same(filter, { dimension, op: opposite, values: [] }) ? without(filter, value) : [filter],
  )
  const present = cleared.find((filter) => same(filter, { dimension, op, values: [] }))
  if (!present) return [...cleared, { dimension, op, values: [value] }]
  const changed = present.values.includes(value)
    ? without(present, value)
    : [{ ...present, values: [...present.values, value] }]
  return cleared.flatMap((filter) => (filter === present ? changed : [filter]))
}

function without(filter: Filter, value: string): Filter[] {
  const values = filter.values.filter((each) => each !== value)
  return values.length > 0 ? [{ ...filter, values }] : []
}

export function has(filters: Filter[], dimension: Dimension, op: Operator, value: string): boolean {
  return filters.some((filter) => same(filter, { dimension, op, values: [] }) && filter.values.includes(value))
}
