/** The rankings that the dashboard knows: one row each, for the panels, the full tables and the report pages. */

import type { Dimension } from '../question/filters'
import type { Words } from '../words/en'

export type ListMetric =
  | 'visitors'
  | 'sessions'
  | 'pageviews'
  | 'events'
  | 'bounceRate'
  | 'avgDuration'
  | 'timeOnPage'
  | 'uniqueViews'
  | 'revenue'

export interface List {
  dimension: Dimension
  /** the columns of the full table; the first one ranks, and is the one that a panel shows */
  metrics: [ListMetric, ...ListMetric[]]
  /** the module whose reports these are, where it can be off */
  module?: string
  /** the export that holds it, where there is one */
  file?: string
}

const SESSION: [ListMetric, ...ListMetric[]] = ['visitors', 'sessions', 'pageviews', 'bounceRate', 'avgDuration']

export const LISTS = {
  top: { dimension: 'page', metrics: ['visitors', 'pageviews', 'timeOnPage'], file: 'pages' },
  entry: { dimension: 'entry_page', metrics: SESSION },
  exit: { dimension: 'exit_page', metrics: ['visitors', 'sessions', 'pageviews', 'avgDuration'] },
  channels: { dimension: 'channel', metrics: SESSION },
  sources: { dimension: 'source', metrics: SESSION, file: 'referrers' },
  referrers: { dimension: 'referrer', metrics: SESSION },
  campaigns: { dimension: 'utm_campaign', metrics: SESSION, module: 'utm', file: 'campaigns' },
  utmSources: { dimension: 'utm_source', metrics: SESSION, module: 'utm' },
  mediums: { dimension: 'utm_medium', metrics: SESSION, module: 'utm' },
  terms: { dimension: 'utm_term', metrics: SESSION, module: 'utm' },
  contents: { dimension: 'utm_content', metrics: SESSION, module: 'utm' },
  countries: { dimension: 'country', metrics: SESSION, file: 'geo' },
  regions: { dimension: 'region', metrics: SESSION },
  cities: { dimension: 'city', metrics: SESSION },
  languages: { dimension: 'language', metrics: SESSION },
  browsers: { dimension: 'browser', metrics: SESSION },
  systems: { dimension: 'os', metrics: SESSION },
  types: { dimension: 'device', metrics: SESSION },
  screens: { dimension: 'screen', metrics: SESSION },
  events: { dimension: 'event', metrics: ['events', 'visitors', 'revenue'], file: 'events' },
} satisfies Record<string, List>

export type ListId = keyof typeof LISTS

export const listOf = (id: ListId): List => LISTS[id]

/** The lists of each report page. */
export const REPORTS = {
  pages: ['top', 'entry', 'exit'],
  sources: ['channels', 'sources', 'referrers'],
  campaigns: ['campaigns', 'utmSources', 'mediums', 'terms', 'contents'],
  locations: ['countries', 'regions', 'cities', 'languages'],
  devices: ['types', 'browsers', 'systems', 'screens'],
  events: ['events'],
} satisfies Record<string, [ListId, ...ListId[]]>

export type ReportId = keyof typeof REPORTS

/** The lists of each panel of the overview. */
export const PANELS = {
  pages: ['top', 'entry', 'exit'],
  sources: ['channels', 'sources', 'campaigns'],
  locations: ['countries', 'languages'],
  devices: ['types', 'browsers', 'systems'],
  events: ['events'],
} satisfies Partial<Record<ReportId, [ListId, ...ListId[]]>>

export type PanelId = keyof typeof PANELS

export const listName = (words: Words, id: ListId): string => words.panel.tabs[id]
