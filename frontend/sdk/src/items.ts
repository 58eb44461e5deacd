/** What may stand on any item. */
export interface Common {
  /** Who did it, where the server cannot tell by address and browser: on a server, always worth giving. */
  visitor_id?: string
  /** When it happened, if not now: a date, ISO 8601, or Unix milliseconds. At most 30 days ago. */
  timestamp?: Date | string | number
  path?: string
  hostname?: string
  /** Told apart from the same item sent again; made up where it is not given. */
  id?: string
}

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json | undefined }
export type Data = Record<string, Json | undefined>

export interface Pageview extends Common {
  type: 'pageview'
  path: string
  title?: string
  referrer?: string
  screen?: string
  language?: string
  utm_source?: string
  utm_medium?: string
  utm_campaign?: string
  utm_content?: string
  utm_term?: string
}

export interface CustomEvent extends Common {
  type: 'event'
  name: string
  data?: Data
  revenue_amount?: number
  /** ISO 4217. */
  revenue_currency?: string
}

export interface Identify extends Common {
  type: 'identify'
  traits: Data
}

export interface WebVital extends Common {
  type: 'web_vital'
  name: 'LCP' | 'FCP' | 'CLS' | 'INP' | 'TTFB'
  value: number
  rating?: 'good' | 'needs-improvement' | 'poor'
  view_id?: string
}

export interface ScrollDepth extends Common {
  type: 'scroll_depth'
  /** 0 to 100. */
  max_depth: number
  engaged_ms?: number
  view_id?: string
}

export interface SearchQuery extends Common {
  type: 'search_query'
  query: string
  results_count?: number
}

export interface Outlink extends Common {
  type: 'outlink'
  url: string
  link_type?: 'external' | 'download'
}

export interface JsError extends Common {
  type: 'js_error'
  message: string
  stack?: string
  filename?: string
  lineno?: number
  colno?: number
}

export interface ClickEvent extends Common {
  type: 'click_event'
  x: number
  y: number
  element_selector?: string
  viewport_width: number
  viewport_height: number
  page_width?: number
  page_height?: number
  element_x?: number
  element_y?: number
}

export interface SurveyAnswer {
  question_id: string
  value: Json
}

export interface SurveyResponse extends Common {
  type: 'survey_response'
  survey_id: string
  answers: SurveyAnswer[]
  completed?: boolean
}

/** One of the ten things that Pulse collects. */
export type Item =
  | Pageview
  | CustomEvent
  | Identify
  | WebVital
  | ScrollDepth
  | SearchQuery
  | Outlink
  | JsError
  | ClickEvent
  | SurveyResponse

export const DEFAULT_API_URL = 'https://pulse.ayushojha.com'

/** An event's revenue in either spelling, beside its data or with the data under a name of its own. */
export type EventProperties = Data & {
  revenue?: { amount: number; currency?: string }
  revenue_amount?: number
  revenue_currency?: string
  data?: Data
}

/** Sorts an event's properties into what the interface names, and data. */
export function eventFields(properties: EventProperties = {}): Pick<CustomEvent, 'data' | 'revenue_amount' | 'revenue_currency'> {
  const { revenue, revenue_amount = revenue?.amount, revenue_currency = revenue?.currency, data, ...rest } = properties
  return {
    data: { ...rest, ...data },
    ...(revenue_amount !== undefined && { revenue_amount }),
    ...(revenue_currency !== undefined && { revenue_currency }),
  }
}
