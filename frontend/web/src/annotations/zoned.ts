/** Moments as a clock on the wall of a time zone shows them, `2026-03-22T14:05`, and back. */

const MINUTE_MS = 60_000

export function wallOf(zone: string, moment: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment)
  const found = Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Record<string, string>
  return `${found.year ?? ''}-${found.month ?? ''}-${found.day ?? ''}T${found.hour ?? ''}:${found.minute ?? ''}`
}

/** Milliseconds since 1970; of an hour that a clock change leaves out, the one after it. */
export function momentOf(zone: string, wall: string): number {
  const asUtc = Date.parse(`${wall}Z`)
  const ahead = (moment: number) =>
    Math.round((Date.parse(`${wallOf(zone, moment)}Z`) - Math.floor(moment / MINUTE_MS) * MINUTE_MS) / MINUTE_MS) * MINUTE_MS
  // the offset is that of the moment itself, which is known only roughly at first
  const first = asUtc - ahead(asUtc)
  return asUtc - ahead(first)
}
