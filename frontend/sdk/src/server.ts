import { DEFAULT_API_URL, eventFields, type Common, type Data, type EventProperties, type Item } from './items.js'

export type * from './items.js'

export interface PulseServerOptions {
  /** A key with the `ingest` scope. */
  apiKey: string
  /** Where Pulse runs. */
  apiUrl?: string
  /** The most that travel in one request. */
  batchSize?: number
  /** How often an item is tried before its promise is rejected; the waits between grow from 0.5 s to half a minute. */
  attempts?: number
  /** How long one request may take. */
  timeoutMs?: number
  /** The most that wait at a time; beyond it new items are refused. */
  maxQueue?: number
  /** In place of the global one. */
  fetch?: typeof fetch
  /** Told of each item that could not be delivered, awaited or not. */
  onError?: (error: PulseError, item: Item) => void
}

export interface Waiting {
  /** Ends the wait; an item that has not left yet does not leave. */
  signal?: AbortSignal
}

/** Pulse did not take an item. */
export class PulseError extends Error {
  override readonly name = 'PulseError'

  constructor(
    message: string,
    /** The answer's status; none where there was no answer. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

interface Parcel {
  item: Item
  body: string
  delivered: Promise<void>
  resolve: () => void
  reject: (error: Error) => void
}

interface BatchAnswer {
  error?: string
  errors?: { index: number; error: string }[]
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** The server refuses bodies of a megabyte; characters take up to three bytes. */
const BATCH_CHARS = 300_000

/** Full jitter: many clients that lost the same server do not come back at the same moment. */
function waitFor(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2)
}

function randomId(): string {
  // Node 18 has no global `crypto`; to tell two items apart any randomness will do
  const web = (globalThis as { crypto?: Crypto }).crypto
  return web?.randomUUID() ?? Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('')
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Pulse on a server: every item is delivered once, or its promise tells why not. */
export class PulseServer {
  readonly #options: Required<Omit<PulseServerOptions, 'onError'>> & Pick<PulseServerOptions, 'onError'>
  #queue: Parcel[] = []
  #working: Promise<void> | undefined

  constructor(options: PulseServerOptions) {
    this.#options = {
      apiUrl: DEFAULT_API_URL,
      batchSize: 500,
      attempts: 12,
      timeoutMs: 10_000,
      maxQueue: 100_000,
      fetch: (...request) => fetch(...request),
      ...options,
    }
  }

  /**
   * Sends an item; the promise is kept when Pulse has stored it. What comes while a request is under way travels together
   * in the next one, so that awaiting each item costs no more than the network does.
   */
  collect(item: Item, waiting?: Waiting): Promise<void> {
    const delivered = this.#send(item, waiting)
    // whoever does not wait for the answer is told by `onError`, not by a crash
    delivered.catch(() => undefined)
    return delivered
  }

  async #send(item: Item, { signal }: Waiting = {}): Promise<void> {
    const complete = { ...item, id: item.id ?? randomId(), timestamp: timestampOf(item) }
    const parcel = pack(complete)
    const abandon = () => {
      this.#queue = this.#queue.filter((waiting) => waiting !== parcel)
      if (signal) parcel.reject(reasonOf(signal))
    }
    if (signal?.aborted) abandon()
    else this.#enqueue(parcel)
    signal?.addEventListener('abort', abandon, { once: true })
    try {
      await parcel.delivered
    } finally {
      signal?.removeEventListener('abort', abandon)
    }
  }

  /** A custom event; revenue may stand beside its data. */
  event(name: string, properties?: EventProperties, common: Common = {}, waiting?: Waiting): Promise<void> {
    return this.collect({ ...common, type: 'event', name, ...eventFields(properties) }, waiting)
  }

  /** Traits of a visitor. */
  identify(traits: Data, common: Common = {}, waiting?: Waiting): Promise<void> {
    return this.collect({ ...common, type: 'identify', traits }, waiting)
  }

  /** Kept when nothing is waiting any more: before a process ends, or in an edge runtime's `waitUntil`. */
  async flush({ signal }: Waiting = {}): Promise<void> {
    const aborted =
      signal &&
      new Promise<never>((_, reject) => {
        if (signal.aborted) reject(reasonOf(signal))
        signal.addEventListener('abort', () => {
          reject(reasonOf(signal))
        })
      })
    while (this.#working) await (aborted ? Promise.race([this.#working, aborted]) : this.#working)
  }

  #enqueue(parcel: Parcel): void {
    if (this.#queue.length >= this.#options.maxQueue) {
      this.#refuse(parcel, new PulseError(`More than ${this.#options.maxQueue} items are waiting.`))
      return
    }
    this.#queue.push(parcel)
    this.#working ??= this.#work()
  }

  async #work(): Promise<void> {
    // one turn of the loop, so that items collected in a row share a request
    await pause(0)
    while (this.#queue.length) await this.#deliver(this.#take())
    this.#working = undefined
  }

  #take(): Parcel[] {
    let chars = 0
    let count = 0
    while (count < Math.min(this.#queue.length, this.#options.batchSize) && chars < BATCH_CHARS)
      chars += this.#queue[count++]?.body.length ?? 0
    return this.#queue.splice(0, count)
  }

  async #deliver(parcels: Parcel[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const problem = await this.#post(parcels)
      if (!problem) return
      if (!problem.again || attempt >= this.#options.attempts) {
        for (const parcel of parcels) this.#refuse(parcel, problem.error)
        return
      }
      await pause(problem.waitMs ?? waitFor(attempt))
    }
  }

  /** Posts once; tells what stands in the way of these items, and whether it may pass. */
  async #post(parcels: Parcel[]): Promise<{ error: PulseError; again: boolean; waitMs?: number } | undefined> {
    const { apiUrl, apiKey, timeoutMs, fetch } = this.#options
    try {
      const response = await fetch(`${apiUrl.replace(/\/+$/, '')}/api/batch`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Pulse-Key': apiKey },
        body: `{"events":[${parcels.map(({ body }) => body).join(',')}]}`,
        signal: AbortSignal.timeout(timeoutMs),
      })
      const answer = (await response.json().catch(() => ({}))) as BatchAnswer
      if (response.ok) {
        this.#settle(parcels, answer)
        return undefined
      }
      const again = response.status === 429 || response.status >= 500
      const seconds = Number(response.headers.get('Retry-After'))
      const error = new PulseError(answer.error ?? `Pulse answered ${response.status}.`, response.status)
      return { error, again, ...(seconds > 0 && { waitMs: seconds * 1000 }) }
    } catch (cause) {
      return { error: new PulseError('Pulse cannot be reached.', undefined, { cause }), again: true }
    }
  }

  #settle(parcels: Parcel[], { errors = [] }: BatchAnswer): void {
    const refused = new Map(errors.map(({ index, error }) => [index, error]))
    parcels.forEach((parcel, index) => {
      const error = refused.get(index)
      if (error === undefined) parcel.resolve()
      else this.#refuse(parcel, new PulseError(error, 400))
    })
  }

  #refuse({ item, reject }: Parcel, error: PulseError): void {
    reject(error)
    // on its own: what a handler throws must not end the delivery of all others
    queueMicrotask(() => this.#options.onError?.(error, item))
  }
}

function pack(item: Item): Parcel {
  const parcel = { item, body: JSON.stringify(item) } as Parcel
  parcel.delivered = new Promise((resolve, reject) => Object.assign(parcel, { resolve, reject }))
  return parcel
}

function timestampOf({ timestamp = Date.now() }: Item): string | number {
  return timestamp instanceof Date ? timestamp.toISOString() : timestamp
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('The wait was ended.')
}
