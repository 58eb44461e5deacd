import { unlessOptedOut } from './opt-out'
import type { Filter, Item, Options } from './types'

/** Browsers grant 64 KB to all keepalive requests of a page together; an item rarely has 3 KB. */
const BATCH = 20
/** A larger body goes without keepalive: each of its characters may take three bytes. */
const KEEPALIVE_CHARS = 20_000
/** Younger items carry no time: the server's clock is right, the visitor's may not be. */
const FRESH_MS = 500
/** Each failure in a row adds this much to the wait, for as long as the page is open. */
const RETRY_MS = 5_000

export const queue: Item[] = []
/** Every item passes all of them each time it is about to leave. */
export const filters: Filter[] = [unlessOptedOut]
/** How many things must still happen before anything may leave. */
export const holds = new Set<unknown>()

export const options = {} as Options
let retryMs = 0

/** Delivers what is queued, each item at least once; their ids let the server drop what arrives twice. */
export function flush(): void {
  if (!holds.size) while (queue[0]) void post(queue.splice(0, BATCH))
}

function ready(item: Item): unknown {
  const timestamp = Date.now() - item.timestamp < FRESH_MS ? undefined : item.timestamp
  return filters.reduce<unknown>((kept, filter) => kept && filter(kept as Item), { ...item, timestamp })
}

async function post(items: Item[]): Promise<void> {
  const events = items.map(ready).filter((item) => item)
  const many = options.collect ?? events[1]
  const body = JSON.stringify(many ? { events } : events[0])
  if (!events[0]) return
  try {
    const { status } = await fetch(
      `${options.api}${options.collect ?? `/api/${many ? 'batch' : 'collect'}`}?key=${options.key}`,
      {
        method: 'POST',
        body,
        keepalive: body.length < KEEPALIVE_CHARS,
        // the site's own cookies stay at home where the collector is behind the site's own domain
        credentials: 'omit',
      },
    )
    // too many requests, or a fault of the server's; whatever it refuses as wrong stays wrong
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- caught below, for its effect
    if (status > 428) throw status
    retryMs = 0
  } catch {
    queue.push(...items)
    setTimeout(flush, (retryMs += RETRY_MS))
  }
}
