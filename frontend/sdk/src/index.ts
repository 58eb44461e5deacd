import { send, startCore, use } from '../../tracker/src/core'
import { options as coreOptions } from '../../tracker/src/sender'
import type { Filter, Load } from '../../tracker/src/types'
import { DEFAULT_API_URL, eventFields, type Data, type EventProperties, type Item, type SurveyAnswer } from './items.js'

export type * from './items.js'

/** What the visitor's browser is about to send: an item with the fields that the browser adds. */
export type Outgoing = Item & { id: string; path: string; [field: string]: unknown }

export interface PulseClientOptions {
  /** A key with the `ingest` scope. */
  apiKey: string
  /** Where Pulse runs. */
  apiUrl?: string
  /** Capture UTM parameters from the address. */
  utm?: boolean
  /** Collect Core Web Vitals. */
  vitals?: boolean
  /** Measure how far, and how long, a page is read. */
  scrollDepth?: boolean
  /** The same as `scrollDepth`, spelled as the script's attribute. */
  scroll?: boolean
  /** Report clicks on links that lead away, and on downloads. */
  outlinks?: boolean
  /** Report unhandled errors of the page's own origin, and of the origins listed. */
  errors?: boolean | string[]
  /** Record clicks for heatmaps, on every page load or on this share of them. */
  clicks?: boolean | number
  /** Take site searches from the address. */
  search?: boolean
  /** The parameter that holds the search; `q` unless told otherwise. */
  searchParam?: string
  /** Count submitted forms. */
  forms?: boolean
  /** Send events for elements with `data-pulse-event`. */
  tagged?: boolean
  /** Show active surveys. */
  surveys?: boolean
  /** Report pages that the server answered with 404. */
  notFound?: boolean | 'always'
  /** Paths to report under a pattern, such as `/users/*`, and `?names` of query parameters to keep. */
  mask?: string[]
  /** Respect Do Not Track and Global Privacy Control. */
  dnt?: boolean
  /** Routes stand behind the `#` of the address. */
  hash?: boolean
  /** Leave page views to `pageview()`. */
  manual?: boolean
  /** A path of your own that leads to `/api/batch`, to which everything is sent. */
  collect?: string
  /** Sent with every item; for sites that know their visitors. */
  visitorId?: string
  /** Changes an item before it leaves, or holds it back with null. */
  beforeSend?: (item: Outgoing) => Outgoing | null
}

/** The script's add-ons: each a file of its own that is loaded when an option asks for it. */
const ADD_ONS: Record<string, () => ReturnType<Load>> = {
  '404': () => import('../../tracker/src/add/404'),
  assign: () => import('../../tracker/src/add/assign'),
  before_send: () => import('../../tracker/src/add/before-send'),
  clicks: () => import('../../tracker/src/add/clicks'),
  dnt: () => import('../../tracker/src/add/dnt'),
  errors: () => import('../../tracker/src/add/errors'),
  forms: () => import('../../tracker/src/add/forms'),
  mask: () => import('../../tracker/src/add/mask'),
  opt_out: () => import('../../tracker/src/add/opt-out'),
  outlinks: () => import('../../tracker/src/add/outlinks'),
  scroll: () => import('../../tracker/src/add/scroll'),
  search: () => import('../../tracker/src/add/search'),
  survey: () => import('../../tracker/src/add/survey'),
  surveys: () => import('../../tracker/src/add/surveys'),
  tagged: () => import('../../tracker/src/add/tagged'),
  vitals: () => import('../../tracker/src/add/vitals'),
}

const load: Load = (name) => ADD_ONS[name]?.() ?? Promise.reject(new Error(`There is no add-on "${name}".`))

/** The options as the script's attributes spell them. */
function attributes({ apiKey, apiUrl = DEFAULT_API_URL, ...rest }: PulseClientOptions): Record<string, string> {
  const { scrollDepth, scroll = scrollDepth, notFound, beforeSend, visitorId, ...named } = rest
  const all = { key: apiKey, api: apiUrl.replace(/\/+$/, ''), scroll, 404: notFound, ...named }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined || value === false ? [] : [[name, String(value)]])),
  )
}

/** A page has one tracker, however many clients a hot reload or a strict mode makes. */
let started = false

/** Pulse in the browser; on a server it does nothing, so that pages render there too. */
export class PulseClient {
  readonly #options: PulseClientOptions
  #waiting: (() => void)[] = []

  constructor(options: PulseClientOptions) {
    this.#options = options
  }

  /** Starts counting page views, and whatever the options ask for. */
  init(): this {
    if (typeof document === 'undefined') return this
    if (!started) {
      started = true
      Object.assign(coreOptions, attributes(this.#options))
      startCore(load)
      const filter = this.#filter()
      if (filter) void use('before_send', filter)
    }
    for (const call of this.#waiting.splice(0)) call()
    return this
  }

  /** A custom event; revenue may stand beside its data. */
  event(name: string, properties?: EventProperties): void {
    this.#send('event', { name, ...eventFields(properties) })
  }

  /** A view that the client cannot see by itself. */
  pageview(fields: { path?: string; title?: string; referrer?: string } = {}): void {
    this.#send('pageview', fields)
  }

  /** Traits of the current visitor. */
  identify(traits: Data): void {
    this.#send('identify', { traits })
  }

  search(query: string, resultsCount?: number): void {
    this.#send('search_query', { query, results_count: resultsCount })
  }

  surveyResponse(surveyId: string, answers: SurveyAnswer[], completed = true): void {
    this.#send('survey_response', { survey_id: surveyId, answers, completed })
  }

  /** The visitor's variant of an experiment; null where it cannot be had. */
  async assign(experimentId: string): Promise<string | null> {
    if (!started) return null
    return (await use('assign', experimentId)) as string | null
  }

  /** Stops everything for this visitor, on this and later pages, until `optIn()`. */
  optOut(): void {
    this.#run(() => void use('opt_out'))
  }

  optIn(): void {
    this.#run(() => void use('opt_out', false))
  }

  #send(type: Item['type'], fields: Record<string, unknown>): void {
    this.#run(() => {
      send(type, fields)
    })
  }

  #run(call: () => void): void {
    if (typeof document === 'undefined') return
    if (started) call()
    else this.#waiting.push(call)
  }

  #filter(): Filter | undefined {
    const { beforeSend, visitorId } = this.#options
    if (!beforeSend && visitorId === undefined) return undefined
    return (item) => {
      const known = (visitorId === undefined ? item : { ...item, visitor_id: visitorId }) as unknown as Outgoing
      return (beforeSend ? beforeSend(known) : known) as ReturnType<Filter>
    }
  }
}
