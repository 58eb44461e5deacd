// Made from schema/schema.graphql by generate.mjs.
import type { Field, None, Of } from '../select.js'

/** What a project may do with a module. */
export type Access = 'ALL' | 'READ' | 'WRITE'

/** A rule, and whether it holds. */
export interface Alert {
  /** Of metrics of one funnel or goal: its id. */
  about: Field<None, string | null>
  /** What the threshold is compared with. */
  basis: Field<None, AlertBasis>
  /** Minutes that lie between two notices at least, while it goes on to hold. */
  cooldownMinutes: Field<None, number>
  /** When it was made. */
  createdAt: Field<None, string>
  /** Whether it is looked at. */
  enabled: Field<None, boolean>
  /** UUID with the prefix `alt-`. */
  id: Field<None, string>
  /** When it last told somebody; null where it never did. */
  lastTriggered: Field<None, string | null>
  /** What it watches. */
  metric: Field<None, string>
  /** The module whose metric it watches. */
  module: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** Who is told. */
  notifyChannels: Field<None, (Of<AlertChannel>)[]>
  /** How it compares. */
  operator: Field<None, AlertOperator>
  /** The line; of a deviation in percent. */
  threshold: Field<None, number>
  /** Over how many minutes up to now the metric is taken. */
  windowMinutes: Field<None, number>
}

/** What a rule's threshold is compared with. */
export type AlertBasis = 'SAME_HOUR' | 'VALUE'

/** Who is told. */
export interface AlertChannel {
  /** Of `email`: to whom it is sent. */
  address: Field<None, string | null>
  /** How they are told. */
  type: Field<None, AlertChannelType>
  /** Of `webhook`: where it is posted. */
  url: Field<None, string | null>
}

/** Who is told. */
export interface AlertChannelInput {
  /** Of `email`: to whom it is sent. */
  address?: string | null | undefined
  /** How they are told. */
  type: AlertChannelType
  /** Of `webhook`: where it is posted. */
  url?: string | null | undefined
}

/** How somebody is told. */
export type AlertChannelType = 'EMAIL' | 'WEBHOOK'

/** A page of rows. */
export interface AlertConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<AlertEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Alert>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface AlertEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Alert>>
}

/** One time that a rule held. */
export interface AlertFiring {
  /** The rule: UUID with the prefix `alt-`. */
  alertId: Field<None, string>
  /** What was to be expected then, of rules on a deviation. */
  expected: Field<None, number | null>
  /** When it began to hold. */
  firedAt: Field<None, string>
  /** UUID. */
  id: Field<None, string>
  /** How often it was told that it holds. */
  notices: Field<None, number>
  /** When it held no longer; null while it does. */
  resolvedAt: Field<None, string | null>
  /** The line at that time. */
  threshold: Field<None, number>
  /** The metric when it began to hold. */
  value: Field<None, number>
}

/** A page of rows. */
export interface AlertFiringConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<AlertFiringEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<AlertFiring>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface AlertFiringEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<AlertFiring>>
}

/** A metric that a rule can be about. */
export interface AlertMetric {
  /** `funnel` or `goal` where it is about one: the rule's `about` names it. */
  about: Field<None, string | null>
  /** Its definition. */
  description: Field<None, string>
  /** The metric within it. */
  metric: Field<None, string>
  /** The module. */
  module: Field<None, string>
}

/** How a rule compares. */
export type AlertOperator = 'EQ' | 'GT' | 'GTE' | 'LT' | 'LTE'

/** Whether a rule is looked at. */
export interface AlertSwitch {
  /** Whether it is looked at. */
  enabled: Field<None, boolean>
  /** UUID with the prefix `alt-`. */
  id: Field<None, string>
}

/** What a rule says at one moment. */
export interface AlertVerdict {
  /** What the threshold is compared with: the value, or its deviation from the expected one in percent. */
  compared: Field<None, number | null>
  /** Mean of the same hour of up to 4 past weeks; null where the rule does not ask, or fewer than 2 had any. */
  expected: Field<None, number | null>
  /** Whether the rule holds; null where it cannot be said. */
  holds: Field<None, boolean | null>
  /** The metric over the window; null where there was nothing to measure. */
  value: Field<None, number | null>
}

/** Reports about one range of time. All that are asked for together share its filter. */
export interface Analytics {
  /** The annotations of the range, the earliest moment first; a filter leaves none out. Needs the 'query' scope. */
  annotations: Field<None, (Of<Annotation>)[] | null>
  /** Metrics by the values of a dimension, ordered by the first metric unless another order is asked for. Needs the 'query' scope. Sibling breakdowns share one scan. */
  breakdown: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** What rows are told apart by. */
    by: Dimension
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The property or trait, where the dimension is one. */
    key?: string | null | undefined
    /** What is counted, the leading one first. */
    metrics?: (Metric)[] | undefined
    /** What sorts; the leading metric by default. */
    orderBy?: BreakdownOrder | null | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<BreakdownRowConnection> | null>
  /** The course over time of the sessions with one value of a UTM parameter, by default of the source. Needs the 'query' scope. Module 'utm' must be enabled with read access. */
  campaignSeries: Field<{
    /** Which parameter. */
    by?: CampaignTag | undefined
    /** How wide a step is. */
    interval?: Interval | undefined
    /** The value of the parameter. */
    value: string
  }, (Of<Point>)[] | null>
  /** Sessions by a UTM parameter of the link they came by, most visitors first; those without it are left out. Needs the 'query' scope. Module 'utm' must be enabled with read access. */
  campaigns: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** Which parameter. */
    by?: CampaignTag | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<CampaignRowConnection> | null>
  /** Pages by the number of clicks on them. Needs the 'query' scope. Module 'heatmaps' must be enabled with read access. */
  clickedPages: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<ClickedPageConnection> | null>
  /** Visitors active in each week or month, what they did there in all, and on average. Needs the 'query' scope. Module 'cohorts' must be enabled with read access. */
  cohorts: Field<{
    /** How long a period is. */
    groupBy?: CohortPeriod | undefined
    /** What is compared. */
    metric?: CohortMetric | undefined
  }, Of<Cohorts> | null>
  /** Visitors by country, the most frequent first. Needs the 'query' scope. */
  countries: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<CountryRowConnection> | null>
  /** Visitors by browser, operating system and device type, the most frequent first. Needs the 'query' scope. */
  devices: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<Devices> | null>
  /** What was received and not counted, by reason, the most frequent first. Needs the 'query' scope. */
  dropped: Field<None, (Of<Dropped>)[] | null>
  /** Pages by the sessions that began there. */
  entryPages: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<BreakdownRowConnection> | null>
  /** The single errors of one group, the newest first. Needs the 'query' scope. Module 'error_tracking' must be enabled with read access. */
  errorInstances: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The group's id. */
    group: string
  }, Of<ErrorInstanceConnection> | null>
  /** Errors over time, of all groups or of one; buckets without any included. Needs the 'query' scope. Module 'error_tracking' must be enabled with read access. */
  errorSeries: Field<{
    /** Only this group's. */
    group?: string | null | undefined
    /** How wide a step is. */
    interval?: Interval | undefined
  }, (Of<ErrorPoint>)[] | null>
  /** All errors of the range together, and how many sessions they reached. Needs the 'query' scope. Module 'error_tracking' must be enabled with read access. */
  errorStats: Field<None, Of<ErrorStats> | null>
  /** JavaScript errors in groups, the most frequent first. Needs the 'query' scope. Module 'error_tracking' must be enabled with read access. */
  errors: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
    /** Only groups that stand so. */
    status?: ErrorStatus | null | undefined
  }, Of<ErrorGroupConnection> | null>
  /** Custom events by how often they happened. Needs the 'query' scope. */
  events: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<EventRowConnection> | null>
  /** Pages by the sessions that ended there. */
  exitPages: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<BreakdownRowConnection> | null>
  /** An address at which a report, or the raw events, can be fetched as a file, for 15 minutes and without a key. Needs the 'query' scope. Module 'exports' must be enabled with read access. */
  export: Field<{
    /** How raw events are written. */
    format?: ExportFormat | undefined
    /** What. */
    type: ExportType
    /** Of raw events only this visitor's. */
    visitor?: string | null | undefined
  }, Of<ExportLink> | null>
  /** How far visitors come in a funnel, and how long they take. Needs the 'query' scope. Module 'funnels' must be enabled with read access. */
  funnel: Field<{
    /** The funnel's id. */
    id: string
  }, Of<FunnelReport> | null>
  /** How far visitors come in a funnel, by a property of their first step, the most frequent first. Needs the 'query' scope. Module 'funnels' must be enabled with read access. */
  funnelBreakdown: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** What rows are told apart by. */
    by: Dimension
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The funnel's id. */
    id: string
    /** The property or trait, where the dimension is one. */
    key?: string | null | undefined
  }, Of<FunnelBreakdownRowConnection> | null>
  /** The visitors who came to a step (1 is the first) and not to the next, the latest first. Needs the 'query' scope. Module 'funnels' must be enabled with read access. */
  funnelLosses: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The funnel's id. */
    id: string
    /** The step that they came to; 1 is the first. */
    step: number
  }, Of<FunnelLossConnection> | null>
  /** How often a goal was reached, by how many, and what it brought. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goal: Field<{
    /** The goal's id. */
    id: string
  }, Of<GoalReport> | null>
  /** How often a goal was reached, by a dimension, the most conversions first. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goalBreakdown: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** What rows are told apart by. */
    by: Dimension
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The goal's id. */
    id: string
    /** The property or trait, where the dimension is one. */
    key?: string | null | undefined
  }, Of<GoalBreakdownRowConnection> | null>
  /** How often each goal of the project was reached, oldest goal first; all that events reach by one scan. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goalSummaries: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, (Of<GoalSummary>)[] | null>
  /** How often a goal was reached over time; buckets without conversions are zeros. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goalTimeseries: Field<{
    /** The goal's id. */
    id: string
    /** How wide a step is. */
    interval?: Interval | undefined
  }, (Of<GoalPoint>)[] | null>
  /** Where one page is clicked: the most clicked spots first, positions scaled to its most common window width. Needs the 'query' scope. Module 'heatmaps' must be enabled with read access. */
  heatmap: Field<{
    /** How many spots at most, 1 to 1000. */
    first?: number | undefined
    /** The page. */
    path: string
    /** Only windows of this class; by default all. */
    viewport?: Viewport | null | undefined
  }, Of<Heatmap> | null>
  /** New, returning, resurrecting and dormant visitors of each period that the range touches, always whole periods. Needs the 'query' scope. Module 'retention' must be enabled with read access. */
  lifecycle: Field<{
    /** How long a period is. */
    interval?: Interval | undefined
  }, (Of<LifecycleRow>)[] | null>
  /** Links that lead away from the site, the most followed first. Needs the 'query' scope. */
  outlinks: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** What the clicks are counted by. */
    by?: OutlinkKey | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<OutlinkRowConnection> | null>
  /** Pages by views, or by another of their numbers. Needs the 'query' scope. */
  pages: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** What sorts; views by default. */
    orderBy?: PagesOrder | null | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<PageRowConnection> | null>
  /** The ways of several steps from a page, for a Sankey diagram. Needs the 'query' scope. Module 'paths' must be enabled with read access. */
  pathTree: Field<{
    /** How many steps, 1 to 10. */
    depth?: number | undefined
    /** Which way one looks. */
    direction?: PathDirection | undefined
    /** The page that one looks from. */
    path: string
    /** How many pages at each step, 1 to 50; the others are one. */
    width?: number | undefined
  }, Of<PathTree> | null>
  /** Where visitors went next from a page, or where they came from: each visitor's first view of it decides. Needs the 'query' scope. Module 'paths' must be enabled with read access. */
  paths: Field<{
    /** Which way one looks. */
    direction?: PathDirection | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The page that one looks from. */
    path: string
  }, Of<Paths> | null>
  /** The same reports about the range compared with, whichever are asked for; null where `compare` names none. */
  previous: Field<None, Of<Analytics> | null>
  /** The names of properties or traits, the most used first: what reports can be filtered by. Needs the 'query' scope. */
  propertyKeys: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Whose properties. Traits are as the visitors have them now, whatever the range. */
    of?: PropertyKind | undefined
  }, Of<PropertyKeyConnection> | null>
  /** The values of one property or trait, the most used first. Needs the 'query' scope. */
  propertyValues: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The property or trait. */
    key: string
    /** Whose properties. Traits are as the visitors have them now, whatever the range. */
    of?: PropertyKind | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<PropertyValueConnection> | null>
  /** The time that these reports are about, as the range was understood. */
  range: Field<None, Of<ReportRange>>
  /** Sources by visitors. Needs the 'query' scope. */
  referrers: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<ReferrerRowConnection> | null>
  /** Visitors by the period of their first event ever, and how many of them were seen again after how many days. Needs the 'query' scope. Module 'retention' must be enabled with read access. */
  retention: Field<{
    /** After how many days; 1, 7, 14, 30, 60, 90 by default. */
    days?: (number)[] | null | undefined
    /** How long a cohort's period is. */
    period?: RetentionPeriod | undefined
    /** What counts as coming back. */
    returning?: RetentionReturn | undefined
  }, Of<Retention> | null>
  /** How far down each page is scrolled, the pages with the most measured pageviews first. Needs the 'query' scope. Module 'scroll_depth' must be enabled with read access. */
  scrollDepth: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<ScrollDepthRowConnection> | null>
  /** In which tenth of the page pageviews ended, of one page or of all. Needs the 'query' scope. Module 'scroll_depth' must be enabled with read access. */
  scrollHistogram: Field<{
    /** Only this page; by default all. */
    path?: string | null | undefined
  }, (Of<ScrollTenth>)[] | null>
  /** Searches over time, buckets without any included. Needs the 'query' scope. Module 'search' must be enabled with read access. */
  searchSeries: Field<{
    /** How wide a step is. */
    interval?: Interval | undefined
  }, (Of<SearchPoint>)[] | null>
  /** All searches on the site together. Needs the 'query' scope. Module 'search' must be enabled with read access. */
  searchTotals: Field<None, Of<SearchTotals> | null>
  /** What visitors searched for on the site, the most frequent first. Needs the 'query' scope. Module 'search' must be enabled with read access. */
  searches: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only searches that found nothing. */
    fruitless?: boolean | undefined
    /** Only values that contain this text, in whatever case. */
    search?: string | null | undefined
  }, Of<SearchRowConnection> | null>
  /** The sessions that started in the range; the page applies to entry and exit pages. Needs the 'query' scope. */
  sessions: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<SessionsReport> | null>
  /** Totals of the range and, where asked for, of the one it is compared with. Needs the 'query' scope. */
  stats: Field<None, Of<StatsReport> | null>
  /** In how many periods of the range visitors were active. Needs the 'query' scope. Module 'retention' must be enabled with read access. */
  stickiness: Field<{
    /** How long a period is. */
    interval?: Interval | undefined
  }, Of<Stickiness> | null>
  /** The totals of each step of the range, steps without traffic included. Needs the 'query' scope. */
  timeseries: Field<{
    /** How wide a step is. */
    interval?: Interval | undefined
  }, (Of<Point>)[] | null>
  /** One session. Needs the 'query' scope. Whatever the range. */
  visit: Field<{
    /** The session's id. */
    session: string
  }, Of<Visit> | null>
  /** What happened in a session, in order. Needs the 'query' scope. Whatever the range. */
  visitTimeline: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The session's id. */
    session: string
  }, Of<HappeningConnection> | null>
  /** What is known of one visitor. Needs the 'query' scope. Whatever the range. */
  visitor: Field<{
    /** The visitor's id. */
    id: string
  }, Of<Visitor> | null>
  /** The ids under which a visitor stands whom the site calls by a `visitor_id`, the present one first. Needs the 'query' scope. Whatever the range. */
  visitorHashes: Field<{
    /** The `visitor_id` that the site sends. */
    visitorId: string
  }, (string)[] | null>
  /** The sessions that began in the range, of everybody or of one visitor, the newest first. Needs the 'query' scope. */
  visits: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only this visitor's. */
    visitor?: string | null | undefined
  }, Of<VisitConnection> | null>
  /** The p75 of one metric over time; null where none was measured. Needs the 'query' scope. Module 'webvitals' must be enabled with read access. */
  webVitalSeries: Field<{
    /** How wide a step is. */
    interval?: Interval | undefined
    /** One of: LCP, FCP, CLS, INP, TTFB. */
    metric: string
  }, Of<VitalSeries> | null>
  /** Each Core Web Vital with its percentiles and rating, always all five, in the documentation's order. Needs the 'query' scope. Module 'webvitals' must be enabled with read access. */
  webVitals: Field<None, (Of<Vital>)[] | null>
  /** The p75 of each metric by page, device, country or another dimension, the most measured first. Needs the 'query' scope. Module 'webvitals' must be enabled with read access. */
  webVitalsBy: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** What rows are told apart by. */
    by?: Dimension | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The property or trait, where the dimension is one. */
    key?: string | null | undefined
  }, Of<VitalsRowConnection> | null>
}

/** A mark on the time line. */
export interface Annotation {
  /** The moment that it marks. */
  at: Field<None, string>
  /** When it was made. */
  createdAt: Field<None, string>
  /** UUID. */
  id: Field<None, string>
  /** Where more is told. */
  link: Field<None, string | null>
  /** What happened. */
  text: Field<None, string>
}

/** A page of rows. */
export interface AnnotationConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<AnnotationEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Annotation>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface AnnotationEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Annotation>>
}

/** How often something was said. */
export interface AnswerCount {
  /** How many responses say it. */
  count: Field<None, number>
  /** A number of the scale, a range of them, or an option. */
  value: Field<None, string>
}

/** What was said to one question; `value` is as the survey asks for it. */
export interface AnswerInput {
  /** A string of 1 to 200 characters. */
  questionId: string
  /** Any JSON value. */
  value: unknown
}

/** What a visitor is shown. */
export interface Assignment {
  /** UUID of the experiment, with the prefix `exp-`. */
  experimentId: Field<None, string>
  /** The variant's name. */
  variant: Field<None, string>
}

/** One administrative act. */
export interface AuditEntry {
  /** What was done, such as `create_key`. */
  action: Field<None, string>
  /** `operator` for the holder of the admin token, else the masked key. */
  actor: Field<None, string>
  /** When it was done. */
  at: Field<None, string>
  /** What was asked for, as JSON, without secrets and without the visitors it named. */
  given: Field<None, string>
  /** UUID. */
  id: Field<None, string>
  /** The project that it was about; null for none. */
  projectId: Field<None, string | null>
  /** The id of what it was done to; empty where it has none. */
  target: Field<None, string>
  /** Whether it was done in a browser that had signed in. */
  viaSession: Field<None, boolean>
}

/** A page of rows. */
export interface AuditEntryConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<AuditEntryEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<AuditEntry>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface AuditEntryEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<AuditEntry>>
}

/** What sorts a breakdown. */
export interface BreakdownOrder {
  /** Which end comes first. */
  direction?: Direction | undefined
  /** The metric; it need not be among those that are shown. */
  metric: Metric
}

/** One value of a dimension, with the metrics that were asked for. */
export interface BreakdownRow {
  /** Different visitors with an event of any type. Null where it was not asked for. */
  activeVisitors: Field<None, number | null>
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. Null where it was not asked for. */
  avgDuration: Field<None, number | null>
  /** Share of sessions with one pageview and no other interaction, in percent. Null where it was not asked for. */
  bounceRate: Field<None, number | null>
  /** Custom events; vitals, scrolls, clicks and errors are not among them. Null where it was not asked for. */
  events: Field<None, number | null>
  /** Pages viewed, repeated views included. Null where it was not asked for. */
  pageviews: Field<None, number | null>
  /** Share of the first metric over all values, in percent, one decimal. Null where a visitor may count at several values, and where the metric is a mean or a rate. */
  percentage: Field<None, number | null>
  /** Sum of the events' revenue in the project's currency; other currencies are not converted and not included. Null where it was not asked for. */
  revenue: Field<None, number | null>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. Null where it was not asked for. */
  sessions: Field<None, number | null>
  /** Mean time per measured view, in seconds: the visible and focused time that the tracker reported, else the pause before the session's next event. Views with neither are left out; null where no view was measured. Null where it was not asked for. */
  timeOnPage: Field<None, number | null>
  /** Different visitors with at least one pageview. Null where it was not asked for. */
  uniqueViews: Field<None, number | null>
  /** The dimension's value; its label, such as (direct), where there is none. */
  value: Field<None, string>
  /** Mean number of pageviews of a session. Null where it was not asked for. */
  viewsPerSession: Field<None, number | null>
  /** Different visitors with a pageview or custom event, counted over the whole range: the sum of its days is higher, because a visitor may come on several. Null where it was not asked for. */
  visitors: Field<None, number | null>
}

/** A page of rows. */
export interface BreakdownRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<BreakdownRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<BreakdownRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface BreakdownRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<BreakdownRow>>
}

/** The sessions that came by links of one campaign, source, medium, term, content or channel. */
export interface CampaignRow {
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. */
  avgDuration: Field<None, number>
  /** Share of sessions with one pageview and no other interaction, in percent. */
  bounceRate: Field<None, number>
  /** Pages viewed, repeated views included. */
  pageviews: Field<None, number>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. */
  sessions: Field<None, number>
  /** The campaign's name, or the value of the other parameter. */
  value: Field<None, string>
  /** Different visitors with a pageview or custom event, counted over the whole range: the sum of its days is higher, because a visitor may come on several. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface CampaignRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<CampaignRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<CampaignRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface CampaignRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<CampaignRow>>
}

/** What a link says of the campaign it belongs to, or what follows from it. */
export type CampaignTag = 'CAMPAIGN' | 'CHANNEL' | 'CONTENT' | 'MEDIUM' | 'SOURCE' | 'TERM'

/** How a message goes out. */
export type Channel = 'MAIL' | 'WEB'

/** One spot of a page, and how often it was clicked. */
export interface Click {
  /** Clicks within 10 pixels. */
  count: Field<None, number>
  /** CSS selector of the element; empty where none was sent. */
  selector: Field<None, string>
  /** Pixels from the left, in a window as wide as the page's most common one. */
  x: Field<None, number>
  /** Pixels from the top of the page. */
  y: Field<None, number>
}

/** A page and how often it was clicked. */
export interface ClickedPage {
  /** The page. */
  path: Field<None, string>
  /** Clicks anywhere on it. */
  totalClicks: Field<None, number>
}

/** A page of rows. */
export interface ClickedPageConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ClickedPageEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<ClickedPage>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ClickedPageEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<ClickedPage>>
}

/** A click, in pixels of the page; `element_x` and `element_y` are shares of the element's size. */
export interface ClickEventInput {
  /** A string. */
  elementSelector?: string | null | undefined
  /** A number from 0 to 1. */
  elementX?: number | null | undefined
  /** A number from 0 to 1. */
  elementY?: number | null | undefined
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A number from 0 to 10000000. */
  pageHeight?: number | null | undefined
  /** A number from 0 to 10000000. */
  pageWidth?: number | null | undefined
  /** A string. */
  path?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A number from 0 to 10000000. */
  viewportHeight?: number | null | undefined
  /** A number from 0 to 10000000. */
  viewportWidth?: number | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
  /** A number from -10000000 to 10000000. */
  x: number
  /** A number from -10000000 to 10000000. */
  y: number
}

/** What is compared. */
export type CohortMetric = 'EVENTS' | 'PAGEVIEWS' | 'REVENUE' | 'SESSIONS'

/** How long a period is. */
export type CohortPeriod = 'MONTH' | 'WEEK'

/** One period. */
export interface CohortRow {
  /** The total divided among the visitors, two decimals. */
  avgPerVisitor: Field<None, number>
  /** Whether the period reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
  /** `2026-02` for a month, the Monday `2026-02-02` for a week. */
  period: Field<None, string>
  /** The metric's total in the period; revenue in the project's currency. */
  total: Field<None, number>
  /** Different visitors with a pageview or custom event in the period. */
  visitors: Field<None, number>
}

/** Periods side by side. */
export interface Cohorts {
  /** Whether the visitors of a period may be estimates. */
  approximate: Field<None, boolean>
  /** Every period of the range, the earliest first. */
  cohorts: Field<None, (Of<CohortRow>)[]>
  /** How long a period is. */
  groupBy: Field<None, CohortPeriod>
  /** What is compared. */
  metric: Field<None, CohortMetric>
}

/** What became of collected items. */
export interface Collected {
  /** How many were accepted; they are on disk. */
  accepted: Field<None, number>
  /** What is wrong with the others. */
  problems: Field<None, (Of<CollectProblem>)[]>
}

/** Something to collect, of one of the ten payload types. */
export interface CollectInput {
  /** A click, in pixels of the page; `element_x` and `element_y` are shares of the element's size. */
  clickEvent?: ClickEventInput | null | undefined
  /** Something that the site gave a name to. */
  event?: EventInput | null | undefined
  /** Traits of the visitor. */
  identify?: IdentifyInput | null | undefined
  /** An error in a page's script. */
  jsError?: JsErrorInput | null | undefined
  /** A click on a link that leads elsewhere. */
  outlink?: OutlinkInput | null | undefined
  /** A page was seen. */
  pageview?: PageviewInput | null | undefined
  /** How far a page was scrolled, in percent, and how long it was looked at. */
  scrollDepth?: ScrollDepthInput | null | undefined
  /** A search on the site itself. */
  searchQuery?: SearchQueryInput | null | undefined
  /** Answers to a survey. */
  surveyResponse?: SurveyResponseInput | null | undefined
  /** One of the Core Web Vitals. The rating is ours to make, from the value. */
  webVital?: WebVitalInput | null | undefined
}

/** An item that was not accepted. */
export interface CollectProblem {
  /** What kind of problem it is, as in the codes of errors. */
  code: Field<None, string>
  /** Its place among the items, from 0. */
  index: Field<None, number>
  /** What is wrong with it. */
  message: Field<None, string>
}

/** What a range is compared with. */
export type Comparison = 'PREVIOUS_PERIOD' | 'PREVIOUS_YEAR'

/** One condition on a dimension's value. */
export interface ConditionInput {
  /** What is compared. */
  dimension: Dimension
  /** The property or trait, where the dimension is one. */
  key?: string | null | undefined
  /** How it is compared. */
  op?: FilterOp | undefined
  /** What it is compared with. */
  values?: (string)[] | undefined
}

/** One country. */
export interface CountryRow {
  /** ISO 3166-1 alpha-2 code; XX where it is not known. */
  country: Field<None, string>
  /** Share of the range's visitors, in percent, one decimal. */
  percentage: Field<None, number>
  /** Visitors whose first session in the range came from there; each counts once. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface CountryRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<CountryRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<CountryRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface CountryRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<CountryRow>>
}

/** A message to somebody outside, and what has become of it. */
export interface Delivery {
  /** Every attempt so far, in order. */
  attempts: Field<None, (Of<DeliveryAttempt>)[]>
  /** What is posted to a web address, or the text of a mail. */
  body: Field<None, string>
  /** How it goes out. */
  channel: Field<None, Channel>
  /** When it was made. */
  createdAt: Field<None, string>
  /** UUID; receivers see it as `X-Pulse-Delivery`. */
  id: Field<None, string>
  /** What it is about, such as `daily_summary`. */
  kind: Field<None, string>
  /** When it is tried next; null where it is not. */
  nextAttemptAt: Field<None, string | null>
  /** When it had arrived, or was given up. */
  settledAt: Field<None, string | null>
  /** What has become of it. */
  status: Field<None, DeliveryStatus>
  /** The web or mail address. */
  target: Field<None, string>
  /** The webhook that it belongs to, where it does. */
  webhookId: Field<None, string | null>
}

/** One attempt to bring a message to its receiver. */
export interface DeliveryAttempt {
  /** When it ended. */
  at: Field<None, string>
  /** Whether the receiver has taken it. */
  delivered: Field<None, boolean>
  /** The beginning of the answer, or why there was none. */
  detail: Field<None, string>
  /** The HTTP status, or the mail server's code; null where there was no answer. */
  status: Field<None, number | null>
  /** How long it took, in milliseconds. */
  tookMs: Field<None, number>
}

/** A page of rows. */
export interface DeliveryConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<DeliveryEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Delivery>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface DeliveryEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Delivery>>
}

/** What has become of a message. */
export type DeliveryStatus = 'DELIVERED' | 'FAILED' | 'WAITING'

/** One browser, operating system or device type. */
export interface DeviceRow {
  /** Its name; (unknown) where it could not be told. */
  name: Field<None, string>
  /** Share of the range's visitors, in percent, one decimal. */
  percentage: Field<None, number>
  /** Visitors whose first session in the range came with it; each counts once. */
  visitors: Field<None, number>
}

/** Visitors by what they come with; the rows of each list add up to all visitors. */
export interface Devices {
  /** By browser. */
  browsers: Field<None, (Of<DeviceRow>)[]>
  /** By device type. */
  deviceTypes: Field<None, (Of<DeviceRow>)[]>
  /** By operating system. */
  operatingSystems: Field<None, (Of<DeviceRow>)[]>
}

/** What rows can be told apart by, and filtered by. */
export type Dimension = 'BROWSER' | 'BROWSER_VERSION' | 'CHANNEL' | 'CITY' | 'COUNTRY' | 'CURRENCY' | 'DEVICE' | 'DURATION' | 'ENTRY_PAGE' | 'EVENT' | 'EXIT_PAGE' | 'HOSTNAME' | 'LANGUAGE' | 'OS' | 'OS_VERSION' | 'PAGE' | 'PROPERTY' | 'REFERRER' | 'REGION' | 'SCREEN' | 'SOURCE' | 'TITLE' | 'TRAIT' | 'UTM_CAMPAIGN' | 'UTM_CONTENT' | 'UTM_MEDIUM' | 'UTM_SOURCE' | 'UTM_TERM'

/** Which end of an order comes first. */
export type Direction = 'ASCENDING' | 'DESCENDING'

/** A page by which sessions begin, or end. */
export interface DoorRow {
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. */
  avgDuration: Field<None, number>
  /** Share of sessions with one pageview and no other interaction, in percent. */
  bounceRate: Field<None, number>
  /** Path of the page. */
  path: Field<None, string>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. */
  sessions: Field<None, number>
}

/** Items that were received and not counted. */
export interface Dropped {
  /** How many, over the whole days (UTC) that the range touches. */
  count: Field<None, number>
  /** Why they were not counted. */
  reason: Field<None, string>
}

/** Sessions of similar duration. */
export interface DurationBand {
  /** Shortest duration of the band, in seconds. */
  fromSeconds: Field<None, number>
  /** How many sessions lasted that long. */
  sessions: Field<None, number>
  /** Where the next band begins; null for the last. */
  toSeconds: Field<None, number | null>
}

/** What was deleted of a visitor. */
export interface ErasedVisitor {
  /** How many events were stored of them. */
  events: Field<None, number>
  /** The visitor's hashes: of the present salt and, for a day, of the one before. */
  visitors: Field<None, (string)[]>
}

/** What can be decided about a group of errors. */
export type ErrorDecision = 'IGNORED' | 'RESOLVED'

/** Errors of one fault: the same type, message (ids, numbers and addresses apart) and top stack frame. */
export interface ErrorGroup {
  /** How many there were. */
  count: Field<None, number>
  /** The script of the newest of them. */
  filename: Field<None, string>
  /** When the first one in the range occurred. */
  firstSeen: Field<None, string>
  /** The group's fingerprint, 16 hexadecimal digits. */
  id: Field<None, string>
  /** When the last one in the range occurred. */
  lastSeen: Field<None, string>
  /** What the newest of them said. */
  message: Field<None, string>
  /** What was decided about it; a resolved one that occurred again is regressed. */
  status: Field<None, ErrorStatus>
  /** Different sessions in which one occurred. */
  uniqueSessions: Field<None, number>
  /** Different visitors to whom one occurred. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface ErrorGroupConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ErrorGroupEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<ErrorGroup>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ErrorGroupEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<ErrorGroup>>
}

/** One error, as it happened. */
export interface ErrorInstance {
  /** Browser and its major version. */
  browser: Field<None, string>
  /** The column in the line. */
  colno: Field<None, number | null>
  /** ISO 3166-1 alpha-2 code; XX where it is not known. */
  country: Field<None, string>
  /** Desktop, Mobile or Tablet. */
  device: Field<None, string>
  /** The script. */
  filename: Field<None, string>
  /** Its own id. */
  id: Field<None, string>
  /** The line in the script. */
  lineno: Field<None, number | null>
  /** What the browser said. */
  message: Field<None, string>
  /** Operating system and its version. */
  os: Field<None, string>
  /** The page. */
  path: Field<None, string>
  /** The session in which it happened. */
  session: Field<None, string>
  /** The stack trace; empty where none was sent. */
  stack: Field<None, string>
  /** When it happened. */
  timestamp: Field<None, string>
  /** The visitor to whom it happened. */
  visitor: Field<None, string>
}

/** A page of rows. */
export interface ErrorInstanceConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ErrorInstanceEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<ErrorInstance>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ErrorInstanceEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<ErrorInstance>>
}

/** The errors of one bucket of time. */
export interface ErrorPoint {
  /** Errors that occurred. */
  count: Field<None, number>
  /** The bucket: its first day, or its local time with the offset. */
  date: Field<None, string>
  /** Whether the bucket reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
  /** Different sessions in which one occurred. */
  uniqueSessions: Field<None, number>
}

/** All errors of the range together. */
export interface ErrorStats {
  /** Different sessions in which one occurred. */
  affectedSessions: Field<None, number>
  /** Of the sessions that began in the range, those in which an error occurred, in percent. */
  errorRate: Field<None, number>
  /** Errors that occurred. */
  totalErrors: Field<None, number>
  /** Groups of them. */
  uniqueErrors: Field<None, number>
}

/** Where a group of errors stands. */
export type ErrorStatus = 'IGNORED' | 'OPEN' | 'REGRESSED' | 'RESOLVED'

/** Something that the site gave a name to. */
export interface EventInput {
  /** An object of at most 100 entries, each with a name of 1 to 200 characters. */
  data?: unknown | null | undefined
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string of 1 to 200 characters. */
  name: string
  /** A string. */
  path?: string | null | undefined
  /** A number from -100000000000 to 100000000000. */
  revenueAmount?: number | null | undefined
  /** A three-letter ISO 4217 currency code, such as USD. */
  revenueCurrency?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** One custom event. */
export interface EventRow {
  /** How often it happened. */
  count: Field<None, number>
  /** Name of the event. */
  name: Field<None, string>
  /** Different visitors to whom it happened. */
  unique: Field<None, number>
}

/** A page of rows. */
export interface EventRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<EventRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<EventRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface EventRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<EventRow>>
}

/** An experiment as it is defined. */
export interface Experiment {
  /** When it was completed; null before. */
  completedAt: Field<None, string | null>
  /** When it was made. */
  createdAt: Field<None, string>
  /** What is tried, and why. */
  description: Field<None, string | null>
  /** The goal that counts, as it was when the experiment was made; null where any revenue does. */
  goalId: Field<None, string | null>
  /** UUID with the prefix `exp-`. */
  id: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** When it first ran; null before. */
  startedAt: Field<None, string | null>
  /** How far it is. */
  status: Field<None, ExperimentStatus>
  /** How many variants it has. */
  variantCount: Field<None, number>
  /** What visitors are shown. They never change, so that nobody's does. */
  variants: Field<None, (Of<Variant>)[]>
}

/** A page of rows. */
export interface ExperimentConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ExperimentEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Experiment>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ExperimentEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Experiment>>
}

/** What became of an experiment's visitors, up to now or to its end. */
export interface ExperimentResults {
  /** UUID of the experiment, with the prefix `exp-`. */
  experimentId: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** Each variant, the control first. */
  results: Field<None, (Of<VariantResult>)[]>
  /** How long it has still to run. */
  runTime: Field<None, Of<RunTime>>
  /** Whether visitors were split as the weights say. */
  sampleRatio: Field<None, Of<SampleRatio>>
  /** How far it is. */
  status: Field<None, ExperimentStatus>
}

/** How far an experiment is. */
export type ExperimentStatus = 'COMPLETED' | 'DRAFT' | 'PAUSED' | 'RUNNING'

/** How raw events are written; reports are always CSV. */
export type ExportFormat = 'CSV' | 'NDJSON' | 'PARQUET'

/** Where a file can be fetched. */
export interface ExportLink {
  /** When the address ends; it ends at once where its key is revoked. */
  expiresAt: Field<None, string>
  /** The file's name, with the first and last day of the range. */
  filename: Field<None, string>
  /** The address. Whoever has it can fetch the file, as often as they like, until it ends. */
  url: Field<None, string>
}

/** What can be exported. */
export type ExportType = 'CAMPAIGNS' | 'DEVICES' | 'EVENTS' | 'GEO' | 'PAGES' | 'RAW' | 'REFERRERS' | 'STATS'

/** A filter: a tree of conditions. A condition on a hit (page, event, property) selects matching hits for what is counted in hits, and for what is counted in sessions those that contain one. */
export interface FilterInput {
  /** Each holds. */
  and?: (FilterInput)[] | null | undefined
  /** A single condition. */
  is?: ConditionInput | null | undefined
  /** It does not hold. */
  not?: FilterInput | null | undefined
  /** At least one holds. */
  or?: (FilterInput)[] | null | undefined
}

/** How a value is compared. */
export type FilterOp = 'CONTAINS' | 'EXISTS' | 'IN' | 'IS' | 'IS_NOT' | 'MATCHES'

/** A funnel as it is defined. */
export interface Funnel {
  /** When it was made. */
  createdAt: Field<None, string>
  /** UUID. */
  id: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** How many steps it has. */
  stepCount: Field<None, number>
  /** What visitors are expected to do, in order. */
  steps: Field<None, (Of<FunnelStep>)[]>
  /** Whether the steps must follow each other directly, without another pageview or event in between. */
  strictOrder: Field<None, boolean>
  /** How long after the first step the others may follow; null for the whole range asked about. */
  windowSeconds: Field<None, number | null>
}

/** How far those visitors came who share a value. */
export interface FunnelBreakdownRow {
  /** Share of the first step's visitors who came to the last, in percent. */
  overallConversion: Field<None, number>
  /** The value of the dimension at the visitor's first step. */
  value: Field<None, string>
  /** Visitors who came to each step, in the steps' order. */
  visitors: Field<None, (number)[]>
}

/** A page of rows. */
export interface FunnelBreakdownRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<FunnelBreakdownRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<FunnelBreakdownRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface FunnelBreakdownRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<FunnelBreakdownRow>>
}

/** A page of rows. */
export interface FunnelConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<FunnelEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Funnel>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface FunnelEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Funnel>>
}

/** A visitor who came to a step and not to the next. */
export interface FunnelLoss {
  /** The browser. */
  browser: Field<None, string>
  /** ISO 3166-1 alpha-2 code, `XX` where unknown. */
  country: Field<None, string>
  /** Desktop, Mobile or Tablet. */
  device: Field<None, string>
  /** When it was reached. */
  reachedAt: Field<None, string>
  /** The session in which the step was reached, 16 hexadecimal digits. */
  session: Field<None, string>
  /** Where that session came from; `(direct)` for none. */
  source: Field<None, string>
  /** The visitor, 16 hexadecimal digits. */
  visitor: Field<None, string>
}

/** A page of rows. */
export interface FunnelLossConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<FunnelLossEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<FunnelLoss>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface FunnelLossEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<FunnelLoss>>
}

/** How far visitors came in a funnel. */
export interface FunnelReport {
  /** UUID of the funnel. */
  funnelId: Field<None, string>
  /** What people call the funnel. */
  name: Field<None, string>
  /** Share of the first step's visitors who came to the last, in percent. */
  overallConversion: Field<None, number>
  /** The same of the period compared with, where one is asked. */
  previous: Field<None, Of<FunnelReport> | null>
  /** Its steps, in order. */
  steps: Field<None, (Of<FunnelStepReport>)[]>
}

/** One thing that visitors are expected to do. */
export interface FunnelStep {
  /** What must hold of the event's properties. */
  conditions: Field<None, (Of<PropertyCondition>)[]>
  /** What people call it. */
  label: Field<None, string>
  /** Whether a page is seen or an event is sent. */
  type: Field<None, StepType>
  /** The page's path, where `*` is anything within one segment and `**` anything; or the event's name. */
  value: Field<None, string>
}

/** One thing that visitors are expected to do. */
export interface FunnelStepInput {
  /** What must hold of the event's properties. */
  conditions?: (PropertyConditionInput)[] | null | undefined
  /** What people call it; the value by default. */
  label?: string | null | undefined
  /** Whether a page is seen or an event is sent. */
  type: StepType
  /** The page's path, where `*` is anything within one segment and `**` anything; or the event's name. */
  value: string
}

/** How many came to one step. */
export interface FunnelStepReport {
  /** Share of the visitors of the step before who came to this one, in percent; 100 for the first. */
  conversionRate: Field<None, number>
  /** Visitors of the step before who did not come to this one; 0 for the first. */
  dropOff: Field<None, number>
  /** What people call the step. */
  label: Field<None, string>
  /** Median time from the step before to this one, in seconds, first arrivals only; null for the first step. */
  medianSeconds: Field<None, number | null>
  /** Different visitors who did this step after all those before it, in order. */
  visitors: Field<None, number>
}

/** A goal as it is defined. */
export interface Goal {
  /** When it is reached. */
  config: Field<None, Of<GoalConfig>>
  /** When it was made. */
  createdAt: Field<None, string>
  /** What reaches it: a pageview, an event, a long session, one of many pages. */
  goalType: Field<None, GoalType>
  /** UUID. */
  id: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
}

/** How often those reached a goal who share a value. */
export interface GoalBreakdownRow {
  /** Share of those visitors who converted, in percent, two decimals. */
  conversionRate: Field<None, number>
  /** Matching events or sessions with the value. */
  conversions: Field<None, number>
  /** Different visitors who converted with the value. */
  uniqueVisitors: Field<None, number>
  /** The value of the dimension. */
  value: Field<None, string>
  /** Different visitors with the value. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface GoalBreakdownRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<GoalBreakdownRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<GoalBreakdownRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface GoalBreakdownRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<GoalBreakdownRow>>
}

/** When a goal is reached. Which field is set depends on the goal's type. */
export interface GoalConfig {
  /** Of `event`: what must hold of the event's properties. */
  conditions: Field<None, (Of<PropertyCondition>)[] | null>
  /** Of `event`: the event's name. */
  eventName: Field<None, string | null>
  /** Of `pageview`: the page's path; `*` is anything within one segment, `**` anything. */
  path: Field<None, string | null>
  /** Of `pages_per_session`: a session must have at least so many. */
  thresholdPages: Field<None, number | null>
  /** Of `duration`: a session must last longer than this. */
  thresholdSeconds: Field<None, number | null>
}

/** When a goal is reached. Which field is needed depends on the goal's type. */
export interface GoalConfigInput {
  /** Of `event`: what must hold of the event's properties. */
  conditions?: (PropertyConditionInput)[] | null | undefined
  /** Of `event`: the event's name. */
  eventName?: string | null | undefined
  /** Of `pageview`: the page's path; `*` is anything within one segment, `**` anything. */
  path?: string | null | undefined
  /** Of `pages_per_session`: a session must have at least so many. */
  thresholdPages?: number | null | undefined
  /** Of `duration`: a session must last longer than this. */
  thresholdSeconds?: number | null | undefined
}

/** A page of rows. */
export interface GoalConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<GoalEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Goal>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface GoalEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Goal>>
}

/** How often a goal was reached in one bucket of time. */
export interface GoalPoint {
  /** Share of the bucket's visitors who converted, in percent, two decimals. */
  conversionRate: Field<None, number>
  /** Matching events, or sessions that started in the bucket. */
  conversions: Field<None, number>
  /** The bucket: its first day, or its local time with the offset. */
  date: Field<None, string>
  /** Whether the bucket reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
  /** Different visitors who converted in the bucket. */
  uniqueVisitors: Field<None, number>
}

/** How often a goal was reached. */
export interface GoalReport {
  /** Share of the range's visitors who converted, in percent, two decimals. */
  conversionRate: Field<None, number>
  /** Matching events; of `duration` and `pages_per_session` the sessions that reached the threshold. */
  conversions: Field<None, number>
  /** UUID of the goal. */
  goalId: Field<None, string>
  /** What people call the goal. */
  name: Field<None, string>
  /** The same of the period compared with, where one is asked. */
  previous: Field<None, Of<GoalReport> | null>
  /** What the conversions brought, each currency by itself. */
  revenue: Field<None, (Of<Money>)[]>
  /** What the conversions brought in the project's currency; other currencies are not converted. */
  totalRevenue: Field<None, number>
  /** Different visitors who converted. */
  uniqueVisitors: Field<None, number>
}

/** How often a goal was reached, in short. */
export interface GoalSummary {
  /** Share of the range's visitors who converted, in percent, two decimals. */
  conversionRate: Field<None, number>
  /** Matching events or sessions. */
  conversions: Field<None, number>
  /** UUID of the goal. */
  goalId: Field<None, string>
  /** What people call the goal. */
  name: Field<None, string>
  /** Different visitors who converted. */
  uniqueVisitors: Field<None, number>
}

/** What reaches a goal. */
export type GoalType = 'DURATION' | 'EVENT' | 'PAGES_PER_SESSION' | 'PAGEVIEW'

/** One thing that happened in a session. */
export interface Happening {
  /** ISO 4217 code of that. */
  currency: Field<None, string>
  /** Data or traits as they were sent, JSON; empty where none were. */
  data: Field<None, string>
  /** The event's id. */
  id: Field<None, string>
  /** Name of a custom event, metric of a web vital; empty for other types. */
  name: Field<None, string>
  /** The page. */
  path: Field<None, string>
  /** What a custom event brought. */
  revenue: Field<None, number>
  /** What was searched, which link was followed, what an error said; empty for other types. */
  text: Field<None, string>
  /** When it happened. */
  timestamp: Field<None, string>
  /** The page's title; empty where none was sent. */
  title: Field<None, string>
  /** Its payload type, such as `pageview`. */
  type: Field<None, string>
  /** Value of a web vital, depth of a scroll, results of a search; 0 for other types. */
  value: Field<None, number>
}

/** A page of rows. */
export interface HappeningConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<HappeningEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Happening>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface HappeningEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Happening>>
}

/** The clicks of one page. */
export interface Heatmap {
  /** The most clicked spots first. */
  clicks: Field<None, (Of<Click>)[]>
  /** The page. */
  path: Field<None, string>
  /** How many spots there are in all. */
  spots: Field<None, number>
  /** All clicks on the page, those of spots beyond the list included. */
  totalClicks: Field<None, number>
  /** The page's most common window width, to which `x` is scaled; 0 if not known. */
  viewportWidth: Field<None, number>
}

/** Traits of the visitor. */
export interface IdentifyInput {
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string. */
  path?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** An object of at most 100 entries, each with a name of 1 to 200 characters. */
  traits: unknown
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** How long a visitor is recognised: when the secret salt of the visitor hash is replaced. */
export type IdentityWindow = 'DAY' | 'MONTH' | 'NEVER' | 'WEEK'

/** The width of a time series' buckets. */
export type Interval = 'DAY' | 'HOUR' | 'MINUTE' | 'MONTH' | 'WEEK'

/** Work that comes round, and how it went last. */
export interface Job {
  /** What went wrong; null where nothing did. */
  error: Field<None, string | null>
  /** How many noted runs in a row have failed. */
  failures: Field<None, number>
  /** What it is called in the log. */
  name: Field<None, string>
  /** When it runs next. */
  nextAt: Field<None, string>
  /** When it last ran; one that runs each second is noted each minute. */
  startedAt: Field<None, string>
  /** How long that took, in milliseconds. */
  tookMs: Field<None, number>
}

/** An error in a page's script. */
export interface JsErrorInput {
  /** A whole number from 0 to 4294967295. */
  colno?: number | null | undefined
  /** A string. */
  filename?: string | null | undefined
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A whole number from 0 to 4294967295. */
  lineno?: number | null | undefined
  /** A string that is not empty. */
  message: string
  /** A string. */
  path?: string | null | undefined
  /** A string. */
  stack?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** A key as lists show it. */
export interface Key {
  /** The modules that it is restricted to; null for all. */
  allowedModules: Field<None, (string)[] | null>
  /** When it was made. */
  createdAt: Field<None, string>
  /** When it stops working; null for never. */
  expiresAt: Field<None, string | null>
  /** UUID with the prefix 'key-'. */
  id: Field<None, string>
  /** Its first characters, enough to recognise it. */
  keyPrefix: Field<None, string>
  /** When it was last used, within half a minute; null for never. */
  lastUsedAt: Field<None, string | null>
  /** What people call it. */
  name: Field<None, string>
  /** What it may do. */
  scopes: Field<None, (Scope)[]>
}

/** A page of rows. */
export interface KeyConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<KeyEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Key>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface KeyEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Key>>
}

/** What the visitors of one period are. */
export interface LifecycleRow {
  /** The period: its first day, or its local time with the offset. */
  date: Field<None, string>
  /** Visitors who were active in the period before and are not in this one. */
  dormant: Field<None, number>
  /** Active visitors whose first event ever lies in the period. */
  new: Field<None, number>
  /** Whether the period is not over yet. */
  partial: Field<None, boolean>
  /** Active visitors who were not active in the period before, but earlier. */
  resurrecting: Field<None, number>
  /** Active visitors who were active in the period before, too. */
  returning: Field<None, number>
}

/** An event that has just been stored. */
export interface LiveEvent {
  /** The browser's name, `(unknown)` where it said none. */
  browser: Field<None, string>
  /** ISO 3166-1 alpha-2 code, `XX` where unknown. */
  country: Field<None, string>
  /** ISO 4217 code of the revenue. */
  currency: Field<None, string | null>
  /** Desktop, Mobile or Tablet. */
  device: Field<None, string>
  /** The host it happened on. */
  hostname: Field<None, string | null>
  /** UUID of the event. */
  id: Field<None, string>
  /** The name of a custom event, or the metric of a web vital. */
  name: Field<None, string | null>
  /** The operating system's name, `(unknown)` where it said none. */
  operatingSystem: Field<None, string>
  /** The page it happened on. */
  path: Field<None, string | null>
  /** What it earned, in its own currency; null for nothing. */
  revenue: Field<None, number | null>
  /** The session that it belongs to. */
  session: Field<None, string>
  /** Where its session came from; `(direct)` for none. */
  source: Field<None, string>
  /** When it happened. */
  timestamp: Field<None, string>
  /** That page's title. */
  title: Field<None, string | null>
  /** Its payload type, such as `pageview`. */
  type: Field<None, string>
  /** The visitor's hash, as in the visitors' reports. */
  visitor: Field<None, string>
}

/** What can be counted. */
export type Metric = 'ACTIVE_VISITORS' | 'AVG_DURATION' | 'BOUNCE_RATE' | 'EVENTS' | 'PAGEVIEWS' | 'REVENUE' | 'SESSIONS' | 'TIME_ON_PAGE' | 'UNIQUE_VIEWS' | 'VIEWS_PER_SESSION' | 'VISITORS'

/** One of the modules, as a project has it set. */
export interface Module {
  /** Whether it may be read, written, or both. */
  access: Field<None, Access>
  /** How the documentation groups it. */
  category: Field<None, ModuleCategory>
  /** Whether its reports are always available. */
  core: Field<None, boolean>
  /** What it does. */
  description: Field<None, string>
  /** Whether it collects and answers. Core modules answer even when they are off. */
  enabled: Field<None, boolean>
  /** Its name in paths and settings. */
  name: Field<None, string>
}

/** The groups of modules. */
export type ModuleCategory = 'CORE' | 'ENGAGEMENT' | 'EXPERIMENTATION' | 'PERFORMANCE' | 'PLATFORM'

/** A module as such, apart from any project. */
export interface ModuleEntry {
  /** How the documentation groups it. */
  category: Field<None, ModuleCategory>
  /** The payload types that it has to be on for. */
  collects: Field<None, (string)[]>
  /** Whether its reports are always available. */
  core: Field<None, boolean>
  /** What it does. */
  description: Field<None, string>
  /** Its name in paths and settings. */
  name: Field<None, string>
}

/** What to set of one module; what is not given stays. */
export interface ModuleInput {
  /** Whether it may be read, written, or both. */
  access?: Access | null | undefined
  /** Whether it shall collect and answer. */
  enabled?: boolean | null | undefined
  /** Which module. */
  name: string
}

/** An amount in one currency. */
export interface Money {
  /** How much, in that currency. */
  amount: Field<None, number>
  /** ISO 4217 code. */
  currency: Field<None, string>
}

/** A key at the only time when it can be read. */
export interface NewKey {
  /** The modules that it is restricted to; null for all. */
  allowedModules: Field<None, (string)[] | null>
  /** When it was made. */
  createdAt: Field<None, string>
  /** When it stops working; null for never. */
  expiresAt: Field<None, string | null>
  /** UUID with the prefix 'key-'. */
  id: Field<None, string>
  /** The key itself. It is shown this once and cannot be retrieved later. */
  key: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** What it may do. */
  scopes: Field<None, (Scope)[]>
}

/** How many messages to whomever outside there are. */
export interface OutboxCounts {
  /** Taken by their receivers within the last 30 days. */
  delivered: Field<None, number>
  /** Given up within the last 30 days. */
  failed: Field<None, number>
  /** To be sent, for the first time or again. */
  waiting: Field<None, number>
}

/** A click on a link that leads elsewhere. */
export interface OutlinkInput {
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string. */
  linkType?: string | null | undefined
  /** A string. */
  path?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string that is not empty. */
  url: string
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** What clicks on outbound links are counted by. */
export type OutlinkKey = 'HOST' | 'PAGE' | 'URL'

/** A link that leads away, and how often it was followed. */
export interface OutlinkRow {
  /** Times it was followed. */
  clicks: Field<None, number>
  /** The link's address, its host, or the page on which it was clicked. */
  value: Field<None, string>
  /** Different visitors who followed it. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface OutlinkRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<OutlinkRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<OutlinkRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface OutlinkRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<OutlinkRow>>
}

/** Where a page of rows stands in its list. */
export interface PageInfo {
  /** The cursor of the page's last row; give it as `after`. */
  endCursor: Field<None, string | null>
  /** Whether rows follow this page. */
  hasNextPage: Field<None, boolean>
  /** Whether rows precede this page. */
  hasPreviousPage: Field<None, boolean>
  /** The cursor of the page's first row. */
  startCursor: Field<None, string | null>
}

/** What pages can be sorted by. */
export type PageOrder = 'AVG_DURATION' | 'UNIQUE_VIEWS' | 'VIEWS'

/** One page. */
export interface PageRow {
  /** Mean engaged time per measured view, in seconds, one decimal; 0 where no view could be measured. */
  avgDuration: Field<None, number>
  /** Path of the page, without query. */
  path: Field<None, string>
  /** Different visitors who viewed it. */
  uniqueViews: Field<None, number>
  /** How often it was viewed. */
  views: Field<None, number>
}

/** A page of rows. */
export interface PageRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<PageRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<PageRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface PageRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<PageRow>>
}

/** What sorts pages. */
export interface PagesOrder {
  /** The number. */
  by?: PageOrder | undefined
  /** Which end comes first. */
  direction?: Direction | undefined
}

/** A page was seen. */
export interface PageviewInput {
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string. */
  language?: string | null | undefined
  /** A string that is not empty. */
  path: string
  /** A string. */
  referrer?: string | null | undefined
  /** A string. */
  screen?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string. */
  title?: string | null | undefined
  /** A string. */
  utmCampaign?: string | null | undefined
  /** A string. */
  utmContent?: string | null | undefined
  /** A string. */
  utmMedium?: string | null | undefined
  /** A string. */
  utmSource?: string | null | undefined
  /** A string. */
  utmTerm?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** Which way one looks from a page. */
export type PathDirection = 'BACKWARD' | 'FORWARD'

/** Visitors who went one way. */
export interface PathFlow {
  /** The next different page, or the one before; `(exit)` or `(entry)` where the session has none. */
  nextPath: Field<None, string>
  /** Their share of the pivot's visitors, in percent. */
  percentage: Field<None, number>
  /** Visitors who went there. */
  visitors: Field<None, number>
}

/** Visitors who went from one page to another at one step. */
export interface PathLink {
  /** Where they were; `(other)` for all pages that are not shown at this step. */
  source: Field<None, string>
  /** Which step from the pivot on; 1 leads away from it. */
  step: Field<None, number>
  /** Where they went; `(exit)` or `(entry)` where the session ends. */
  target: Field<None, string>
  /** How many. */
  visitors: Field<None, number>
}

/** Ways from a page. */
export interface Paths {
  /** Which way one looks. */
  direction: Field<None, PathDirection>
  /** The ways that most visitors went; the end of the session stands last. */
  flows: Field<None, (Of<PathFlow>)[]>
  /** The page that one looks from. */
  path: Field<None, string>
  /** Visitors of that page: the first view of each in the range decides. */
  visitors: Field<None, number>
}

/** Ways of several steps from a page, as a Sankey diagram draws them. */
export interface PathTree {
  /** Which way one looks. */
  direction: Field<None, PathDirection>
  /** By step, the widest first. What comes to a page leaves it at the next step. */
  links: Field<None, (Of<PathLink>)[]>
  /** The page that one looks from. */
  path: Field<None, string>
  /** Visitors of that page. */
  visitors: Field<None, number>
}

/** A range by its name, in the asked time zone. The present day is part of it unless said otherwise. */
export type Period = 'LAST_7_DAYS' | 'LAST_12_MONTHS' | 'LAST_24_HOURS' | 'LAST_30_DAYS' | 'LAST_90_DAYS' | 'LAST_MONTH' | 'THIS_MONTH' | 'THIS_WEEK' | 'THIS_YEAR' | 'TODAY' | 'YESTERDAY'

/** One step of a time series. */
export interface Point {
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. */
  avgDuration: Field<None, number>
  /** Share of sessions with one pageview and no other interaction, in percent. */
  bounceRate: Field<None, number>
  /** Custom events; vitals, scrolls, clicks and errors are not among them. */
  events: Field<None, number>
  /** The first day of the bucket, such as 2026-03-15; below a day, its local time. */
  label: Field<None, string>
  /** Pages viewed, repeated views included. */
  pageviews: Field<None, number>
  /** The bucket reaches beyond the range or beyond now: its numbers are not final. */
  partial: Field<None, boolean>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. */
  sessions: Field<None, number>
  /** Where the bucket starts, in milliseconds since 1970. */
  start: Field<None, number>
  /** Different visitors with a pageview or custom event, counted over the whole range: the sum of its days is higher, because a visitor may come on several. */
  visitors: Field<None, number>
}

/** A project: its settings, its resources and its reports. */
export interface Project {
  /** A rule. Needs the 'query' scope. Module 'alerts' must be enabled with read access. */
  alert: Field<{
    /** The rule's id. */
    id: string
  }, Of<Alert> | null>
  /** When rules held, the latest first. Needs the 'query' scope. Module 'alerts' must be enabled with read access. */
  alertFirings: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** Only of this rule; by default of all. */
    alert?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<AlertFiringConnection> | null>
  /** What rules can be about: every metric of every module that has one. Needs the 'query' scope. Module 'alerts' must be enabled with read access. */
  alertMetrics: Field<None, (Of<AlertMetric>)[] | null>
  /** What a rule says now, without telling anybody. Needs the 'query' scope. Module 'alerts' must be enabled with read access. */
  alertVerdict: Field<{
    /** The rule's id. */
    id: string
  }, Of<AlertVerdict> | null>
  /** The rules of the project, oldest first. Needs the 'query' scope. Module 'alerts' must be enabled with read access. */
  alerts: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<AlertConnection> | null>
  /** Reports. Range, filter, comparison and time zone hold for all that stands under it. */
  analytics: Field<{
    /** What to compare with: `previous` has every report of that range. By default nothing. */
    compare?: Comparison | null | undefined
    /** Count distinct visitors exactly; by default they are estimated above some 65,000. */
    exact?: boolean | undefined
    /** Which time; by default the last 30 days. */
    range?: RangeInput | null | undefined
    /** A segment that must hold besides; by default none. */
    segment?: string | null | undefined
    /** Time zone of days and other buckets; by default the project's. */
    timezone?: string | null | undefined
    /** Which events and sessions; by default all. */
    where?: FilterInput | null | undefined
  }, Of<Analytics>>
  /** The annotations of the project, the earliest moment first. Needs the 'query' scope. */
  annotations: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<AnnotationConnection> | null>
  /** The administrative acts about the project of the last two years, the latest first. Needs the 'admin' scope. */
  auditLog: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<AuditEntryConnection> | null>
  /** When it was registered. */
  createdAt: Field<None, string>
  /** ISO 4217 code in which revenue is totalled. */
  currency: Field<None, string>
  /** The messages about the project to whomever outside, of the last 30 days, the latest first. Needs the 'admin' scope. */
  deliveries: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** Only those of this status. */
    status?: DeliveryStatus | null | undefined
    /** Only those of this webhook. */
    webhook?: string | null | undefined
  }, Of<DeliveryConnection> | null>
  /** Its host; visits from it and its subdomains are no referrers. */
  domain: Field<None, string>
  /** An experiment as it is defined. Needs the 'query' scope. Module 'ab_testing' must be enabled with read access. */
  experiment: Field<{
    /** The experiment's id, with or without its prefix `exp-`. */
    id: string
  }, Of<Experiment> | null>
  /** The visitors of each variant, those who converted afterwards, what they brought, and what follows from it. Needs the 'query' scope. Module 'ab_testing' must be enabled with read access. */
  experimentResults: Field<{
    /** The change of the control's conversion rate that the run time is reckoned for, in percent. */
    effect?: number | undefined
    /** The experiment's id, with or without its prefix `exp-`. */
    id: string
  }, Of<ExperimentResults> | null>
  /** The experiments of the project, oldest first. Needs the 'query' scope. Module 'ab_testing' must be enabled with read access. */
  experiments: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<ExperimentConnection> | null>
  /** A funnel as it is defined. Needs the 'query' scope. Module 'funnels' must be enabled with read access. */
  funnel: Field<{
    /** The funnel's id. */
    id: string
  }, Of<Funnel> | null>
  /** The funnels of the project, oldest first. Needs the 'query' scope. Module 'funnels' must be enabled with read access. */
  funnels: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<FunnelConnection> | null>
  /** A goal as it is defined. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goal: Field<{
    /** The goal's id. */
    id: string
  }, Of<Goal> | null>
  /** The goals of the project, oldest first. Needs the 'query' scope. Module 'goals' must be enabled with read access. */
  goals: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<GoalConnection> | null>
  /** Whether visitors who ask not to be tracked are left out. */
  honourDnt: Field<None, boolean>
  /** UUID. */
  id: Field<None, string>
  /** How long a visitor is recognised: when the secret salt changes. */
  identityWindow: Field<None, IdentityWindow>
  /** The keys of the project, oldest first, masked. Needs the 'admin' scope. */
  keys: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<KeyConnection> | null>
  /** Every module, in the documentation's order. Needs the 'query' scope. */
  modules: Field<None, (Of<Module>)[] | null>
  /** What people call it. */
  name: Field<None, string>
  /** Visitors who are here now. Needs the 'query' scope. */
  realtime: Field<None, Of<Realtime> | null>
  /** What the collecting doors of this server process refused within the last hour, the latest first. Needs the 'query' scope. */
  refusedRequests: Field<None, (Of<RefusedRequests>)[] | null>
  /** Days that events are kept; 0 where the operator's setting holds. */
  retentionDays: Field<None, number>
  /** A filter that was kept. Needs the 'query' scope. */
  segment: Field<{
    /** The segment's id. */
    id: string
  }, Of<Segment> | null>
  /** The segments of the project, oldest first. Needs the 'query' scope. */
  segments: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<SegmentConnection> | null>
  /** A share. Needs the 'query' scope. Module 'sharing' must be enabled with read access. */
  share: Field<{
    /** The share's id. */
    id: string
  }, Of<Share> | null>
  /** The shares of the project, oldest first. Needs the 'query' scope. Module 'sharing' must be enabled with read access. */
  shares: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<ShareConnection> | null>
  /** Who gets the project's reports by mail, oldest first. Needs the 'admin' scope. */
  subscribers: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<SubscriberConnection> | null>
  /** A survey as it is defined. Needs the 'query' scope. Module 'surveys' must be enabled with read access. */
  survey: Field<{
    /** The survey's id, with or without its prefix `srv-`. */
    id: string
  }, Of<Survey> | null>
  /** The responses to a survey, the newest first. Needs the 'query' scope. Module 'surveys' must be enabled with read access. */
  surveyResponses: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
    /** The survey's id, with or without its prefix `srv-`. */
    id: string
  }, Of<SurveyResponseConnection> | null>
  /** How many responses there are to a survey, and what they say. Needs the 'query' scope. Module 'surveys' must be enabled with read access. */
  surveyStats: Field<{
    /** The survey's id, with or without its prefix `srv-`. */
    id: string
  }, Of<SurveyStats> | null>
  /** The surveys of the project, oldest first. Needs the 'query' scope. Module 'surveys' must be enabled with read access. */
  surveys: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<SurveyConnection> | null>
  /** IANA time zone in which its days begin where a question names no other. */
  timezone: Field<None, string>
  /** The webhooks of the project, oldest first. Needs the 'admin' scope. */
  webhooks: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<WebhookConnection> | null>
}

/** A page of rows. */
export interface ProjectConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ProjectEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Project>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ProjectEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Project>>
}

/** What a property of an event must be. */
export interface PropertyCondition {
  /** How it is compared. */
  op: Field<None, FilterOp>
  /** The property, a key of the event's data. */
  property: Field<None, string>
  /** What it is compared with; several mean any of them, `exists` takes none. */
  values: Field<None, (string)[]>
}

/** What a property of an event must be. */
export interface PropertyConditionInput {
  /** How it is compared. */
  op?: FilterOp | undefined
  /** The property, a key of the event's data. */
  property: string
  /** What it is compared with; several mean any of them, `exists` takes none. */
  values?: (string)[] | null | undefined
}

/** One name under which a site sends values. */
export interface PropertyKey {
  /** Events in the range that carry it; of a trait, visitors who have it now. */
  count: Field<None, number>
  /** Some of its most frequent values. */
  examples: Field<None, (string)[]>
  /** The name. */
  key: Field<None, string>
  /** How many different values it has; an estimate above some 65,000. */
  values: Field<None, number>
}

/** A page of rows. */
export interface PropertyKeyConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<PropertyKeyEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<PropertyKey>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface PropertyKeyEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<PropertyKey>>
}

/** Whose properties. */
export type PropertyKind = 'EVENT' | 'TRAIT'

/** One value of a property or trait. */
export interface PropertyValue {
  /** Events in the range with it; of a trait, visitors. */
  count: Field<None, number>
  /** The value, as text. */
  value: Field<None, string>
  /** Different visitors with it. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface PropertyValueConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<PropertyValueEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<PropertyValue>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface PropertyValueEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<PropertyValue>>
}

/** What can be asked. */
export interface Query {
  /** All administrative acts of the last two years, the latest first. Needs the admin token. */
  auditLog: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<AuditEntryConnection> | null>
  /** The work that happens by the clock, and how it went last. Needs the admin token. */
  jobs: Field<None, (Of<Job>)[] | null>
  /** Every module there is. Needs no key. */
  modules: Field<None, (Of<ModuleEntry>)[]>
  /** How many messages wait, have arrived, and were given up. Needs the admin token. */
  outbox: Field<None, Of<OutboxCounts> | null>
  /** The project asked about. Needs the 'query' scope. */
  project: Field<{
    /** The project's id. A key has one of its own; with the admin token it is needed. */
    id?: string | null | undefined
  }, Of<Project> | null>
  /** The projects that the caller may see, oldest first: all of them with the admin token, a key's own one else. Needs the 'admin' scope. */
  projects: Field<{
    /** Only rows behind this cursor. */
    after?: string | null | undefined
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, Of<ProjectConnection> | null>
  /** The server that answers. Needs no key. */
  server: Field<None, Of<Server>>
  /** A shared dashboard by the token in its address. Needs no key. */
  shared: Field<{
    /** What stands in the address behind `/share/`. */
    token: string
  }, Of<SharedDashboard> | null>
}

/** What an answer is. */
export type QuestionType = 'MULTIPLE_CHOICE' | 'RATING' | 'SINGLE_CHOICE' | 'TEXT'

/** A range of time: a period by its name, or its ends. Without either, the last 30 days. */
export interface RangeInput {
  /** ISO 8601 date or time to which it reaches, inclusive: a date means that whole day. Default: now. */
  endAt?: string | null | undefined
  /** A range by its name; not with the ends. */
  period?: Period | null | undefined
  /** ISO 8601 date or time from which it reaches; 30 days before its end by default. */
  startAt?: string | null | undefined
}

/** Visitors who are here now. */
export interface Realtime {
  /** Different visitors with an event of any type in the last 5 minutes. */
  activeVisitors: Field<None, number>
  /** When this was so, by the server's clock. */
  at: Field<None, string>
  /** Countries of those who are here now, the most frequent first. */
  countries: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, (Of<RealtimeRow>)[] | null>
  /** The last 30 minutes one by one, the present one last and unfinished; quiet ones are zeros. Needs the 'query' scope. */
  minutes: Field<None, (Of<RealtimeMinute>)[] | null>
  /** Pages of those who are here now, the most visited first. */
  pages: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, (Of<RealtimeRow>)[] | null>
  /** Sources of those who are here now, the most frequent first. */
  sources: Field<{
    /** How many rows at most, 1 to 1000. */
    first?: number | undefined
  }, (Of<RealtimeRow>)[] | null>
}

/** One of the last 30 minutes. */
export interface RealtimeMinute {
  /** When the minute started. */
  minute: Field<None, string>
  /** Different visitors with an event of any type in that minute. */
  visitors: Field<None, number>
}

/** One page, source or country of those who are here now. */
export interface RealtimeRow {
  /** The page's path, the source or the country's code. */
  value: Field<None, string>
  /** Different visitors of the last 5 minutes with an event there. */
  visitors: Field<None, number>
}

/** One source. */
export interface ReferrerRow {
  /** All pageviews of those sessions within the range. */
  pageviews: Field<None, number>
  /** Host that sent the sessions, known aliases merged; (direct) for none. */
  source: Field<None, string>
  /** Different visitors in sessions from there. */
  visitors: Field<None, number>
}

/** A page of rows. */
export interface ReferrerRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ReferrerRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<ReferrerRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ReferrerRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<ReferrerRow>>
}

/** Collecting requests that were refused for one reason. */
export interface RefusedRequests {
  /** The error's code. */
  code: Field<None, string>
  /** How many requests. */
  count: Field<None, number>
  /** The site that sent them, as its browsers said; empty where they did not. */
  host: Field<None, string>
  /** When the latest one came. */
  lastAt: Field<None, string>
  /** What the sender was told. */
  message: Field<None, string>
}

/** How often a report comes by mail. */
export type ReportFrequency = 'MONTHLY' | 'WEEKLY'

/** The time that a report is about. */
export interface ReportRange {
  /** The first moment after it. */
  end: Field<None, string>
  /** Its first moment. */
  start: Field<None, string>
  /** Whose days its buckets are. */
  timezone: Field<None, string>
}

/** Cohorts and their returns. */
export interface Retention {
  /** Those that have members, the earliest first. */
  cohorts: Field<None, (Of<RetentionCohort>)[]>
  /** How long a cohort's period is. */
  period: Field<None, RetentionPeriod>
}

/** How many of a cohort came back by one day. */
export interface RetentionCell {
  /** Days after the member's own first day. */
  day: Field<None, number>
  /** Their share of the cohort, in percent; null where it is not known. */
  percentage: Field<None, number | null>
  /** Why it is not known. */
  unknown: Field<None, RetentionUnknown | null>
  /** Members who came back; null where it is not known. */
  visitors: Field<None, number | null>
}

/** Visitors who first came in one period. */
export interface RetentionCohort {
  /** How many came back, for each asked day. */
  cells: Field<None, (Of<RetentionCell>)[]>
  /** The period's first day. */
  cohort: Field<None, string>
  /** Visitors whose first event ever lies in the period and in the range. */
  initialVisitors: Field<None, number>
  /** Whether the period reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
}

/** What a cohort's members have in common. */
export type RetentionPeriod = 'DAILY' | 'MONTHLY' | 'WEEKLY'

/** What counts as coming back. */
export type RetentionReturn = 'EXACTLY' | 'ON_OR_AFTER'

/** Why a share is not told. */
export type RetentionUnknown = 'NOT_RECOGNISED' | 'NOT_YET'

/** How long an experiment has to run to see an effect, with 80 % power at a significance of 5 %. */
export interface RunTime {
  /** At the last days' pace; null where it does not run, nobody comes, or nothing can be said yet. */
  daysLeft: Field<None, number | null>
  /** The change of the first variant's conversion rate that is to be seen, in percent. */
  effect: Field<None, number>
  /** How many of them are still to come. */
  visitorsMissing: Field<None, number | null>
  /** Visitors of all variants; null while the first has no conversion. */
  visitorsNeeded: Field<None, number | null>
}

/** Whether visitors were split as the weights say. Where not, something is broken, and results are worth nothing. */
export interface SampleRatio {
  /** Whether that is too unlikely to be chance: a p-value below 0.001. */
  mismatch: Field<None, boolean>
  /** How likely chance splits them at least so unevenly; Pearson's χ² test. */
  pValue: Field<None, number>
}

/** What a key may do. */
export type Scope = 'ADMIN' | 'INGEST' | 'QUERY'

/** How far a page was scrolled, in percent, and how long it was looked at. */
export interface ScrollDepthInput {
  /** A number from 0 to 86400000. */
  engagedMs?: number | null | undefined
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A number from 0 to 100. */
  maxDepth: number
  /** A string. */
  path?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** One page. Of each pageview the greatest reported depth counts. */
export interface ScrollDepthRow {
  /** Mean greatest depth, in percent of the page. */
  avgDepth: Field<None, number>
  /** Median greatest depth, in percent of the page. */
  medianDepth: Field<None, number>
  /** The page. */
  path: Field<None, string>
  /** Pageviews that reached 25 % of the page or more, in percent of those with a depth. */
  reached25: Field<None, number>
  /** Pageviews that reached 50 % of the page or more, in percent of those with a depth. */
  reached50: Field<None, number>
  /** Pageviews that reached 75 % of the page or more, in percent of those with a depth. */
  reached75: Field<None, number>
  /** Pageviews that reached 100 % of the page or more, in percent of those with a depth. */
  reached100: Field<None, number>
  /** Pageviews whose depth was reported. */
  views: Field<None, number>
}

/** A page of rows. */
export interface ScrollDepthRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ScrollDepthRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<ScrollDepthRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface ScrollDepthRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<ScrollDepthRow>>
}

/** One tenth of a page, and how many pageviews ended there. */
export interface ScrollTenth {
  /** Where it ends, in percent; the last includes its end. */
  end: Field<None, number>
  /** Where the tenth begins, in percent of the page. */
  start: Field<None, number>
  /** Pageviews whose greatest depth lies in it. */
  views: Field<None, number>
}

/** The searches of one bucket of time. */
export interface SearchPoint {
  /** Mean number of results, over the searches that told it; null where none did. */
  avgResults: Field<None, number | null>
  /** Searches, repeated ones included. */
  count: Field<None, number>
  /** The bucket: its first day, or its local time with the offset. */
  date: Field<None, string>
  /** Whether the bucket reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
  /** Different visitors who searched. */
  unique: Field<None, number>
  /** Searches that found nothing. */
  zeroResults: Field<None, number>
}

/** A search on the site itself. */
export interface SearchQueryInput {
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string. */
  path?: string | null | undefined
  /** A string that is not empty. */
  query: string
  /** A whole number from 0 to 4294967295. */
  resultsCount?: number | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** One query. Neither case nor surplus space makes another query of it. */
export interface SearchRow {
  /** Mean number of results, over the searches that told it; null where none did. */
  avgResults: Field<None, number | null>
  /** Searches, repeated ones included. */
  count: Field<None, number>
  /** What was searched for, in lower case. */
  query: Field<None, string>
  /** Different visitors who searched. */
  unique: Field<None, number>
  /** Searches that found nothing. */
  zeroResults: Field<None, number>
}

/** A page of rows. */
export interface SearchRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<SearchRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<SearchRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface SearchRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<SearchRow>>
}

/** All searches together. */
export interface SearchTotals {
  /** Mean number of results, over the searches that told it; null where none did. */
  avgResults: Field<None, number | null>
  /** Searches, repeated ones included. */
  count: Field<None, number>
  /** Different queries. */
  queries: Field<None, number>
  /** Different visitors who searched. */
  unique: Field<None, number>
  /** Searches that found nothing. */
  zeroResults: Field<None, number>
  /** Searches that found nothing, in percent of those that told their number of results. */
  zeroResultsRate: Field<None, number>
}

/** A filter with a name, for every report. */
export interface Segment {
  /** When it was made. */
  createdAt: Field<None, string>
  /** UUID. */
  id: Field<None, string>
  /** What people call it. */
  name: Field<None, string>
  /** The filter, in the form of a `FilterInput`: it can be sent as one. */
  where: Field<None, unknown>
}

/** A page of rows. */
export interface SegmentConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<SegmentEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Segment>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface SegmentEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Segment>>
}

/** The server that answers. */
export interface Server {
  /** Its clock, by which ranges without an end end. */
  time: Field<None, string>
  /** Where browsers reach it. */
  url: Field<None, string>
  /** Its version. */
  version: Field<None, string>
}

/** The sessions that started in a range. */
export interface SessionsReport {
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. */
  avgDuration: Field<None, number>
  /** Share of sessions with one pageview and no other interaction, in percent. */
  bounceRate: Field<None, number>
  /** Sessions by duration, the shortest first; empty bands included. */
  durations: Field<None, (Of<DurationBand>)[]>
  /** Pages by the sessions that began there. */
  entryPages: Field<None, (Of<DoorRow>)[]>
  /** Pages by the sessions that ended there. */
  exitPages: Field<None, (Of<DoorRow>)[]>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. */
  sessions: Field<None, number>
  /** Mean number of pageviews of a session. */
  viewsPerSession: Field<None, number>
}

/** What of a project whoever has an address may look at. */
export interface Share {
  /** Whether the number of its visitors is public, as a picture and as JSON. */
  badge: Field<None, boolean>
  /** When it was made. */
  createdAt: Field<None, string>
  /** Whether pages of other sites may show it in a frame. */
  embed: Field<None, boolean>
  /** Until when, inclusive; null up to now. */
  endAt: Field<None, string | null>
  /** When it ends; null for never. */
  expiresAt: Field<None, string | null>
  /** UUID. */
  id: Field<None, string>
  /** The modules that it shows. */
  modules: Field<None, (string)[]>
  /** What people call it. */
  name: Field<None, string>
  /** Whether it asks for a password. */
  passwordProtected: Field<None, boolean>
  /** The only range that it shows, by its name; null where its ends say it. */
  period: Field<None, Period | null>
  /** From when on it shows anything; null from the beginning. */
  startAt: Field<None, string | null>
  /** The secret part of its address. */
  token: Field<None, string>
  /** Its address. */
  url: Field<None, string>
  /** What holds of everything it shows. */
  where: Field<None, unknown | null>
}

/** A page of rows. */
export interface ShareConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<ShareEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Share>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A share, as whoever has its address sees it. */
export interface SharedDashboard {
  /** ISO 4217 code in which revenue is totalled. */
  currency: Field<None, string>
  /** Whether pages of other sites may show it in a frame. */
  embed: Field<None, boolean>
  /** Until when, inclusive; null up to now. */
  endAt: Field<None, string | null>
  /** When it ends; null for never. */
  expiresAt: Field<None, string | null>
  /** Whether a filter holds of everything it shows. */
  filtered: Field<None, boolean>
  /** The modules that it shows and that are switched on. */
  modules: Field<None, (string)[]>
  /** What it is called. */
  name: Field<None, string>
  /** Whether its password is still to be given. */
  needsPassword: Field<None, boolean>
  /** The only range that it shows, by its name; null where its ends say it. */
  period: Field<None, Period | null>
  /** The project, of which only what the share shows can be asked. Needs the share's password where it has one. */
  project: Field<None, Of<Project> | null>
  /** The project. */
  projectName: Field<None, string>
  /** From when on it shows anything; null from the beginning. */
  startAt: Field<None, string | null>
  /** Time zone in which the project's days begin. */
  timezone: Field<None, string>
}

/** A row with its place in the list. */
export interface ShareEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Share>>
}

/** The totals of a range. */
export interface Stats {
  /** Visitors are an estimate: there are more than 65,536, and exact counting was not asked for. */
  approximate: Field<None, boolean>
  /** Mean time from a session's first to its last event, in seconds; sessions of one event count as zero. */
  avgDuration: Field<None, number>
  /** Share of sessions with one pageview and no other interaction, in percent. */
  bounceRate: Field<None, number>
  /** Custom events; vitals, scrolls, clicks and errors are not among them. */
  events: Field<None, number>
  /** Pages viewed, repeated views included. */
  pageviews: Field<None, number>
  /** Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts where it started. */
  sessions: Field<None, number>
  /** Mean number of pageviews of a session. */
  viewsPerSession: Field<None, number>
  /** Different visitors with a pageview or custom event, counted over the whole range: the sum of its days is higher, because a visitor may come on several. */
  visitors: Field<None, number>
}

/** Totals beside those that they are compared with. */
export interface StatsReport {
  /** Totals of the asked range. */
  current: Field<None, Of<Stats>>
  /** Totals of the range compared with; null where none was asked for. */
  previous: Field<None, Of<Stats> | null>
}

/** What a step waits for. */
export type StepType = 'EVENT' | 'PAGEVIEW'

/** How often visitors are there. */
export interface Stickiness {
  /** Mean number of periods in which a visitor was active, two decimals. */
  average: Field<None, number>
  /** From one period to as many as the range has. */
  rows: Field<None, (Of<StickinessRow>)[]>
  /** Different visitors with a pageview or custom event in the range. */
  visitors: Field<None, number>
}

/** Visitors who were there equally often. */
export interface StickinessRow {
  /** Their share of the range's visitors, in percent. */
  percentage: Field<None, number>
  /** In how many periods of the range they were active. */
  periods: Field<None, number>
  /** How many visitors. */
  visitors: Field<None, number>
}

/** Whoever gets the project's reports by mail. */
export interface Subscriber {
  /** Where the reports go. */
  address: Field<None, string>
  /** Since when. */
  createdAt: Field<None, string>
  /** How often they come. */
  frequency: Field<None, ReportFrequency>
  /** UUID. */
  id: Field<None, string>
  /** Where the period of the last report ended; of a new one, the last before it. */
  sentUntil: Field<None, string>
}

/** A page of rows. */
export interface SubscriberConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<SubscriberEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Subscriber>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface SubscriberEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Subscriber>>
}

/** A survey as it is defined. */
export interface Survey {
  /** What it looks like. */
  appearance: Field<None, Of<SurveyAppearance>>
  /** When it was made. */
  createdAt: Field<None, string>
  /** UUID with the prefix `srv-`. */
  id: Field<None, string>
  /** What people call it; visitors read it as its heading. */
  name: Field<None, string>
  /** What visitors are asked. */
  questions: Field<None, (Of<SurveyQuestion>)[]>
  /** After how many responses it closes by itself; null for never. */
  responseLimit: Field<None, number | null>
  /** How many responses there have been. Closing it without a word is none. */
  responses: Field<None, number>
  /** Whether it is shown. */
  status: Field<None, SurveyStatus>
  /** When it comes, and where. */
  triggerConfig: Field<None, Of<SurveyTrigger>>
}

/** What was said to one question. */
export interface SurveyAnswer {
  /** The question. */
  questionId: Field<None, string>
  /** A number, a text, or a list of texts, as the question asks. */
  value: Field<None, unknown>
}

/** What a survey looks like. */
export interface SurveyAppearance {
  /** Where it stands. */
  position: Field<None, SurveyPosition>
  /** The colour of its buttons, such as `#6366f1`; null for the tracker's. */
  primaryColor: Field<None, string | null>
  /** Its ground. */
  theme: Field<None, SurveyTheme>
}

/** What a survey looks like. */
export interface SurveyAppearanceInput {
  /** Where it stands. */
  position?: SurveyPosition | undefined
  /** The colour of its buttons, such as `#6366f1`. */
  primaryColor?: string | null | undefined
  /** Its ground. */
  theme?: SurveyTheme | undefined
}

/** A page of rows. */
export interface SurveyConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<SurveyEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Survey>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface SurveyEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Survey>>
}

/** Where a survey stands on the screen. */
export type SurveyPosition = 'BOTTOM_LEFT' | 'BOTTOM_RIGHT' | 'CENTER' | 'TOP_LEFT' | 'TOP_RIGHT'

/** One question of a survey. */
export interface SurveyQuestion {
  /** What answers call it. */
  id: Field<None, string>
  /** Of `rating`: the highest. */
  max: Field<None, number | null>
  /** Of `rating`: the lowest. */
  min: Field<None, number | null>
  /** Of choices: what there is to choose from. */
  options: Field<None, (string)[] | null>
  /** Whether a completed response answers it. */
  required: Field<None, boolean>
  /** What is asked. */
  text: Field<None, string>
  /** What an answer is. */
  type: Field<None, QuestionType>
}

/** One question of a survey. */
export interface SurveyQuestionInput {
  /** What answers call it; `q1`, `q2` … by default. */
  id?: string | null | undefined
  /** Of `rating`: the highest, 10 by default. */
  max?: number | null | undefined
  /** Of `rating`: the lowest, 0 by default. */
  min?: number | null | undefined
  /** Of choices: what there is to choose from. */
  options?: (string)[] | null | undefined
  /** Whether a completed response answers it. */
  required?: boolean | undefined
  /** What is asked. */
  text: string
  /** What an answer is. */
  type: QuestionType
}

/** What was said to one question, counted. */
export interface SurveyQuestionStats {
  /** How many responses answer it. */
  answered: Field<None, number>
  /** Of ratings: the mean, one decimal; null without any. */
  avgValue: Field<None, number | null>
  /** Of ratings from 0 to 10: `0-6`, `7-8`, `9-10`; of others each value; of choices each option. */
  distribution: Field<None, (Of<AnswerCount>)[]>
  /** The question's id. */
  id: Field<None, string>
  /** Of ratings from 0 to 10: the share of 9 and 10 less that of 0 to 6, in percent; null without any. */
  nps: Field<None, number | null>
  /** What is asked. */
  text: Field<None, string>
  /** What an answer is. */
  type: Field<None, QuestionType>
}

/** What one visitor said once. */
export interface SurveyResponse {
  /** What was said, question by question. */
  answers: Field<None, (Of<SurveyAnswer>)[]>
  /** Whether the visitor came to the end. */
  completed: Field<None, boolean>
  /** UUID with the prefix `resp-`. */
  id: Field<None, string>
  /** The page on which it was said. */
  path: Field<None, string>
  /** When it was said. */
  submittedAt: Field<None, string>
  /** The visitor's hash, as in the visitors' reports. */
  visitor: Field<None, string>
}

/** A page of rows. */
export interface SurveyResponseConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<SurveyResponseEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<SurveyResponse>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface SurveyResponseEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<SurveyResponse>>
}

/** Answers to a survey. */
export interface SurveyResponseInput {
  /** A list of at most 100 objects with 'question_id' and 'value'. */
  answers: (AnswerInput)[]
  /** True or false. */
  completed?: boolean | null | undefined
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** A string. */
  path?: string | null | undefined
  /** A string of 1 to 64 characters. */
  surveyId: string
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

/** What was said to a survey, counted. */
export interface SurveyStats {
  /** Those that came to the end. */
  completedResponses: Field<None, number>
  /** Share of the responses that were completed, in percent. */
  completionRate: Field<None, number>
  /** How often it was closed before anything was said; none of these is a response. */
  dismissals: Field<None, number>
  /** Each question whose answers can be counted: all but texts. */
  questions: Field<None, (Of<SurveyQuestionStats>)[]>
  /** UUID of the survey, with the prefix `srv-`. */
  surveyId: Field<None, string>
  /** Responses, completed or not. */
  totalResponses: Field<None, number>
}

/** Whether a survey is shown. */
export type SurveyStatus = 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'PAUSED'

/** The ground that a survey has. */
export type SurveyTheme = 'AUTO' | 'DARK' | 'LIGHT'

/** When a survey comes, and where. */
export interface SurveyTrigger {
  /** Of `time_on_page`: how long the page is open. */
  delaySeconds: Field<None, number | null>
  /** Of `event`: the custom event's name. */
  event: Field<None, string | null>
  /** The paths it comes on; `*` is anything within a segment, at the end anything; null for all. */
  pages: Field<None, (string)[] | null>
  /** Of `scroll_depth`: how far down the page is seen. */
  percent: Field<None, number | null>
  /** Whether a visitor who has seen it is left alone. */
  showOnce: Field<None, boolean>
  /** What it waits for. */
  type: Field<None, SurveyTriggerType>
}

/** When a survey comes, and where. */
export interface SurveyTriggerInput {
  /** Of `time_on_page`: how long the page is open; 0 by default. */
  delaySeconds?: number | null | undefined
  /** Of `event`: the custom event's name. */
  event?: string | null | undefined
  /** The paths it comes on; `*` is anything within a segment, at the end anything; all by default. */
  pages?: (string)[] | null | undefined
  /** Of `scroll_depth`: how far down the page is seen; 50 by default. */
  percent?: number | null | undefined
  /** Whether a visitor who has seen it is left alone. */
  showOnce?: boolean | undefined
  /** What it waits for. */
  type?: SurveyTriggerType | undefined
}

/** What a survey waits for. */
export type SurveyTriggerType = 'EVENT' | 'EXIT_INTENT' | 'SCROLL_DEPTH' | 'TIME_ON_PAGE'

/** Something that `identify` said of a visitor. */
export interface Trait {
  /** Its name. */
  key: Field<None, string>
  /** When that was said. */
  updatedAt: Field<None, string>
  /** What was said last. */
  value: Field<None, string>
}

/** By how much a variant differs from the first one, in percent of the first one's. */
export interface Uplift {
  /** Upper end of the 95 % interval. */
  high: Field<None, number>
  /** Lower end of the 95 % interval. */
  low: Field<None, number>
  /** As observed. */
  value: Field<None, number>
}

/** One of the forms that visitors are shown. */
export interface Variant {
  /** What it is called, in the page's code too. The first is the control. */
  name: Field<None, string>
  /** Share of the visitors who are shown it, in percent. */
  weight: Field<None, number>
}

/** One of the forms that visitors are shown. */
export interface VariantInput {
  /** What it is called, in the page's code too. The first is the control. */
  name: string
  /** Share of the visitors who are shown it, in percent; all together are 100. */
  weight: number
}

/** What became of the visitors of one variant. */
export interface VariantResult {
  /** How likely its true conversion rate is the highest, in percent; null while there are no visitors. */
  chanceToBeBest: Field<None, number | null>
  /** Share of the visitors who converted, in percent, two decimals. */
  conversionRate: Field<None, number>
  /** Those of them who reached the goal after they were assigned, each once. */
  conversions: Field<None, number>
  /** What the conversions after the assignment brought, in the project's currency; others are left out. */
  revenue: Field<None, number>
  /** How likely its true revenue per visitor is the highest, in percent; null where one has too little. */
  revenueChanceToBeBest: Field<None, number | null>
  /** That revenue divided among all visitors of the variant, two decimals. */
  revenuePerVisitor: Field<None, number>
  /** The revenue per visitor against the first variant's; null for the first, and without any. */
  revenueUplift: Field<None, Of<Uplift> | null>
  /** The conversion rate against the first variant's; null for the first, and without conversions. */
  uplift: Field<None, Of<Uplift> | null>
  /** The variant's name. */
  variant: Field<None, string>
  /** Different visitors who were assigned to it. */
  visitors: Field<None, number>
  /** Share of the visitors who are shown it, in percent. */
  weight: Field<None, number>
}

/** How wide a window is: pages are laid out anew for each class. */
export type Viewport = 'DESKTOP' | 'MOBILE' | 'TABLET'

/** One session. */
export interface Visit {
  /** Whether it was one pageview and nothing else. */
  bounce: Field<None, boolean>
  /** Browser. */
  browser: Field<None, string>
  /** Kind of source. */
  channel: Field<None, string>
  /** ISO 3166-1 alpha-2 code; XX where it is not known. */
  country: Field<None, string>
  /** ISO 4217 code; empty where nothing was brought. */
  currency: Field<None, string>
  /** Desktop, Mobile or Tablet. */
  device: Field<None, string>
  /** Seconds from its first to its last event. */
  duration: Field<None, number>
  /** Its last event. */
  endedAt: Field<None, string>
  /** Its first page. */
  entryPage: Field<None, string>
  /** Custom events in it. */
  events: Field<None, number>
  /** Its last page. */
  exitPage: Field<None, string>
  /** The session, 16 hexadecimal digits. */
  id: Field<None, string>
  /** Operating system. */
  os: Field<None, string>
  /** Pages viewed in it. */
  pageviews: Field<None, number>
  /** What its events brought, in `currency`. */
  revenue: Field<None, number>
  /** Host that sent it; (direct) for none. */
  source: Field<None, string>
  /** When it began. */
  startedAt: Field<None, string>
  /** UTM campaign; empty for none. */
  utmCampaign: Field<None, string>
  /** UTM medium; empty for none. */
  utmMedium: Field<None, string>
  /** UTM source; empty for none. */
  utmSource: Field<None, string>
  /** Whose it is, 16 hexadecimal digits: a keyed hash that tells nothing else. */
  visitor: Field<None, string>
}

/** A page of rows. */
export interface VisitConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<VisitEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Visit>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface VisitEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Visit>>
}

/** What is known of one visitor, over everything that is kept. */
export interface Visitor {
  /** Their custom events. */
  events: Field<None, number>
  /** Where their first session began. */
  firstSeen: Field<None, string>
  /** The visitor, 16 hexadecimal digits: a keyed hash that tells nothing else. */
  id: Field<None, string>
  /** Their last event. */
  lastSeen: Field<None, string>
  /** Pages they viewed. */
  pageviews: Field<None, number>
  /** How many sessions they had. */
  sessions: Field<None, number>
  /** What `identify` said of them. */
  traits: Field<None, (Of<Trait>)[]>
}

/** One metric over all measured pageviews. */
export interface Vital {
  /** LCP, FCP, CLS, INP or TTFB. */
  metric: Field<None, string>
  /** The median, in milliseconds (CLS has no unit); null where none was measured. */
  p50: Field<None, number | null>
  /** Three of four pageviews were at or below it; null where none was measured. */
  p75: Field<None, number | null>
  /** 99 of 100 pageviews were at or below it; null where none was measured. */
  p99: Field<None, number | null>
  /** What the p75 is worth by the published thresholds of the metric. */
  rating: Field<None, VitalRating | null>
  /** Pageviews that were measured: of each the last report counts. */
  samples: Field<None, number>
}

/** One metric in one bucket of time. */
export interface VitalPoint {
  /** The bucket: its first day, or its local time with the offset. */
  date: Field<None, string>
  /** Three of four pageviews were at or below it; null where none was measured. */
  p75: Field<None, number | null>
  /** Whether the bucket reaches beyond the range or beyond now. */
  partial: Field<None, boolean>
  /** Pageviews that were measured. */
  samples: Field<None, number>
}

/** What a p75 is worth by the published thresholds of its metric. */
export type VitalRating = 'GOOD' | 'NEEDS_IMPROVEMENT' | 'POOR'

/** One metric over time. */
export interface VitalSeries {
  /** One point for each bucket, those without a measure included. */
  data: Field<None, (Of<VitalPoint>)[]>
  /** LCP, FCP, CLS, INP or TTFB. */
  metric: Field<None, string>
}

/** The metrics of one page, or of whatever else they are grouped by. */
export interface VitalsRow {
  /** p75 of Cumulative Layout Shift, without unit: three of four measured pageviews were at or below it; null where none was measured. */
  clsP75: Field<None, number | null>
  /** p75 of First Contentful Paint, in milliseconds: three of four measured pageviews were at or below it; null where none was measured. */
  fcpP75: Field<None, number | null>
  /** p75 of Interaction to Next Paint, in milliseconds: three of four measured pageviews were at or below it; null where none was measured. */
  inpP75: Field<None, number | null>
  /** p75 of Largest Contentful Paint, in milliseconds: three of four measured pageviews were at or below it; null where none was measured. */
  lcpP75: Field<None, number | null>
  /** Pageviews for which at least one metric was measured. */
  samples: Field<None, number>
  /** p75 of Time to First Byte, in milliseconds: three of four measured pageviews were at or below it; null where none was measured. */
  ttfbP75: Field<None, number | null>
  /** The page's path, or the value of the dimension. */
  value: Field<None, string>
}

/** A page of rows. */
export interface VitalsRowConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<VitalsRowEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<VitalsRow>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface VitalsRowEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<VitalsRow>>
}

/** An address that hears of a project. */
export interface Webhook {
  /** When it was made. */
  createdAt: Field<None, string>
  /** The events that it wants. */
  events: Field<None, (WebhookEvent)[]>
  /** UUID with the prefix 'wh-'. */
  id: Field<None, string>
  /** Whether there is a secret, so that `X-Pulse-Signature` is sent. */
  signed: Field<None, boolean>
  /** Where the events are posted to. */
  url: Field<None, string>
}

/** A page of rows. */
export interface WebhookConnection {
  /** Whether distinct counts among the rows may be estimates. */
  approximate: Field<None, boolean>
  /** The rows of this page, each with its cursor. */
  edges: Field<None, (Of<WebhookEdge>)[]>
  /** The rows of this page, without their cursors. */
  nodes: Field<None, (Of<Webhook>)[]>
  /** Where this page stands in its list. */
  pageInfo: Field<None, Of<PageInfo>>
  /** How many rows the whole list has. */
  totalCount: Field<None, number>
}

/** A row with its place in the list. */
export interface WebhookEdge {
  /** The place of this row. */
  cursor: Field<None, string>
  /** The row. */
  node: Field<None, Of<Webhook>>
}

/** What a webhook can hear of. */
export type WebhookEvent = 'DAILY_SUMMARY' | 'TRAFFIC_SPIKE' | 'ZERO_TRAFFIC'

/** What a receiver did with a test. */
export interface WebhookTest {
  /** The beginning of its answer, or why there was none. */
  detail: Field<None, string>
  /** How long it took, in milliseconds. */
  responseTimeMs: Field<None, number>
  /** The HTTP status that it answered; null where it did not answer. */
  statusCode: Field<None, number | null>
  /** Whether it answered with a status from 200 to 299. */
  success: Field<None, boolean>
}

/** One of the Core Web Vitals. The rating is ours to make, from the value. */
export interface WebVitalInput {
  /** A string. */
  hostname?: string | null | undefined
  /** A string of 1 to 64 characters. */
  id?: string | null | undefined
  /** One of LCP, FCP, CLS, INP, TTFB. */
  name: string
  /** A string. */
  path?: string | null | undefined
  /** An ISO 8601 time or milliseconds since the Unix epoch. */
  timestamp?: string | null | undefined
  /** A number from 0 to 1000000000. */
  value: number
  /** A string of 1 to 64 characters. */
  viewId?: string | null | undefined
  /** A string of up to 200 characters. */
  visitorId?: string | null | undefined
  /** True or false. */
  webdriver?: boolean | null | undefined
}

export const SHAPE: Record<string, Record<string, [string, Record<string, string>?]>> = {"Alert":{"notifyChannels":["AlertChannel"]},"AlertChannel":{},"AlertConnection":{"edges":["AlertEdge"],"nodes":["Alert"],"pageInfo":["PageInfo"]},"AlertEdge":{"node":["Alert"]},"AlertFiring":{},"AlertFiringConnection":{"edges":["AlertFiringEdge"],"nodes":["AlertFiring"],"pageInfo":["PageInfo"]},"AlertFiringEdge":{"node":["AlertFiring"]},"AlertMetric":{},"AlertSwitch":{},"AlertVerdict":{},"Analytics":{"annotations":["Annotation"],"breakdown":["BreakdownRowConnection",{"after":"String","by":"Dimension!","first":"Int!","key":"String","metrics":"[Metric!]!","orderBy":"BreakdownOrder","search":"String"}],"campaignSeries":["Point",{"by":"CampaignTag!","interval":"Interval!","value":"String!"}],"campaigns":["CampaignRowConnection",{"after":"String","by":"CampaignTag!","first":"Int!","search":"String"}],"clickedPages":["ClickedPageConnection",{"after":"String","first":"Int!"}],"cohorts":["Cohorts",{"groupBy":"CohortPeriod!","metric":"CohortMetric!"}],"countries":["CountryRowConnection",{"after":"String","first":"Int!","search":"String"}],"devices":["Devices",{"first":"Int!"}],"dropped":["Dropped"],"entryPages":["BreakdownRowConnection",{"after":"String","first":"Int!","search":"String"}],"errorInstances":["ErrorInstanceConnection",{"after":"String","first":"Int!","group":"ID!"}],"errorSeries":["ErrorPoint",{"group":"ID","interval":"Interval!"}],"errorStats":["ErrorStats"],"errors":["ErrorGroupConnection",{"after":"String","first":"Int!","search":"String","status":"ErrorStatus"}],"events":["EventRowConnection",{"after":"String","first":"Int!","search":"String"}],"exitPages":["BreakdownRowConnection",{"after":"String","first":"Int!","search":"String"}],"export":["ExportLink",{"format":"ExportFormat!","type":"ExportType!","visitor":"ID"}],"funnel":["FunnelReport",{"id":"ID!"}],"funnelBreakdown":["FunnelBreakdownRowConnection",{"after":"String","by":"Dimension!","first":"Int!","id":"ID!","key":"String"}],"funnelLosses":["FunnelLossConnection",{"after":"String","first":"Int!","id":"ID!","step":"Int!"}],"goal":["GoalReport",{"id":"ID!"}],"goalBreakdown":["GoalBreakdownRowConnection",{"after":"String","by":"Dimension!","first":"Int!","id":"ID!","key":"String"}],"goalSummaries":["GoalSummary",{"first":"Int!"}],"goalTimeseries":["GoalPoint",{"id":"ID!","interval":"Interval!"}],"heatmap":["Heatmap",{"first":"Int!","path":"String!","viewport":"Viewport"}],"lifecycle":["LifecycleRow",{"interval":"Interval!"}],"outlinks":["OutlinkRowConnection",{"after":"String","by":"OutlinkKey!","first":"Int!","search":"String"}],"pages":["PageRowConnection",{"after":"String","first":"Int!","orderBy":"PagesOrder","search":"String"}],"pathTree":["PathTree",{"depth":"Int!","direction":"PathDirection!","path":"String!","width":"Int!"}],"paths":["Paths",{"direction":"PathDirection!","first":"Int!","path":"String!"}],"previous":["Analytics"],"propertyKeys":["PropertyKeyConnection",{"after":"String","first":"Int!","of":"PropertyKind!"}],"propertyValues":["PropertyValueConnection",{"after":"String","first":"Int!","key":"String!","of":"PropertyKind!","search":"String"}],"range":["ReportRange"],"referrers":["ReferrerRowConnection",{"after":"String","first":"Int!","search":"String"}],"retention":["Retention",{"days":"[Int!]","period":"RetentionPeriod!","returning":"RetentionReturn!"}],"scrollDepth":["ScrollDepthRowConnection",{"after":"String","first":"Int!","search":"String"}],"scrollHistogram":["ScrollTenth",{"path":"String"}],"searchSeries":["SearchPoint",{"interval":"Interval!"}],"searchTotals":["SearchTotals"],"searches":["SearchRowConnection",{"after":"String","first":"Int!","fruitless":"Boolean!","search":"String"}],"sessions":["SessionsReport",{"first":"Int!"}],"stats":["StatsReport"],"stickiness":["Stickiness",{"interval":"Interval!"}],"timeseries":["Point",{"interval":"Interval!"}],"visit":["Visit",{"session":"ID!"}],"visitTimeline":["HappeningConnection",{"after":"String","first":"Int!","session":"ID!"}],"visitor":["Visitor",{"id":"ID!"}],"visitorHashes":["",{"visitorId":"String!"}],"visits":["VisitConnection",{"after":"String","first":"Int!","visitor":"ID"}],"webVitalSeries":["VitalSeries",{"interval":"Interval!","metric":"String!"}],"webVitals":["Vital"],"webVitalsBy":["VitalsRowConnection",{"after":"String","by":"Dimension!","first":"Int!","key":"String"}]},"Annotation":{},"AnnotationConnection":{"edges":["AnnotationEdge"],"nodes":["Annotation"],"pageInfo":["PageInfo"]},"AnnotationEdge":{"node":["Annotation"]},"AnswerCount":{},"Assignment":{},"AuditEntry":{},"AuditEntryConnection":{"edges":["AuditEntryEdge"],"nodes":["AuditEntry"],"pageInfo":["PageInfo"]},"AuditEntryEdge":{"node":["AuditEntry"]},"BreakdownRow":{},"BreakdownRowConnection":{"edges":["BreakdownRowEdge"],"nodes":["BreakdownRow"],"pageInfo":["PageInfo"]},"BreakdownRowEdge":{"node":["BreakdownRow"]},"CampaignRow":{},"CampaignRowConnection":{"edges":["CampaignRowEdge"],"nodes":["CampaignRow"],"pageInfo":["PageInfo"]},"CampaignRowEdge":{"node":["CampaignRow"]},"Click":{},"ClickedPage":{},"ClickedPageConnection":{"edges":["ClickedPageEdge"],"nodes":["ClickedPage"],"pageInfo":["PageInfo"]},"ClickedPageEdge":{"node":["ClickedPage"]},"CohortRow":{},"Cohorts":{"cohorts":["CohortRow"]},"Collected":{"problems":["CollectProblem"]},"CollectProblem":{},"CountryRow":{},"CountryRowConnection":{"edges":["CountryRowEdge"],"nodes":["CountryRow"],"pageInfo":["PageInfo"]},"CountryRowEdge":{"node":["CountryRow"]},"Delivery":{"attempts":["DeliveryAttempt"]},"DeliveryAttempt":{},"DeliveryConnection":{"edges":["DeliveryEdge"],"nodes":["Delivery"],"pageInfo":["PageInfo"]},"DeliveryEdge":{"node":["Delivery"]},"DeviceRow":{},"Devices":{"browsers":["DeviceRow"],"deviceTypes":["DeviceRow"],"operatingSystems":["DeviceRow"]},"DoorRow":{},"Dropped":{},"DurationBand":{},"ErasedVisitor":{},"ErrorGroup":{},"ErrorGroupConnection":{"edges":["ErrorGroupEdge"],"nodes":["ErrorGroup"],"pageInfo":["PageInfo"]},"ErrorGroupEdge":{"node":["ErrorGroup"]},"ErrorInstance":{},"ErrorInstanceConnection":{"edges":["ErrorInstanceEdge"],"nodes":["ErrorInstance"],"pageInfo":["PageInfo"]},"ErrorInstanceEdge":{"node":["ErrorInstance"]},"ErrorPoint":{},"ErrorStats":{},"EventRow":{},"EventRowConnection":{"edges":["EventRowEdge"],"nodes":["EventRow"],"pageInfo":["PageInfo"]},"EventRowEdge":{"node":["EventRow"]},"Experiment":{"variants":["Variant"]},"ExperimentConnection":{"edges":["ExperimentEdge"],"nodes":["Experiment"],"pageInfo":["PageInfo"]},"ExperimentEdge":{"node":["Experiment"]},"ExperimentResults":{"results":["VariantResult"],"runTime":["RunTime"],"sampleRatio":["SampleRatio"]},"ExportLink":{},"Funnel":{"steps":["FunnelStep"]},"FunnelBreakdownRow":{},"FunnelBreakdownRowConnection":{"edges":["FunnelBreakdownRowEdge"],"nodes":["FunnelBreakdownRow"],"pageInfo":["PageInfo"]},"FunnelBreakdownRowEdge":{"node":["FunnelBreakdownRow"]},"FunnelConnection":{"edges":["FunnelEdge"],"nodes":["Funnel"],"pageInfo":["PageInfo"]},"FunnelEdge":{"node":["Funnel"]},"FunnelLoss":{},"FunnelLossConnection":{"edges":["FunnelLossEdge"],"nodes":["FunnelLoss"],"pageInfo":["PageInfo"]},"FunnelLossEdge":{"node":["FunnelLoss"]},"FunnelReport":{"previous":["FunnelReport"],"steps":["FunnelStepReport"]},"FunnelStep":{"conditions":["PropertyCondition"]},"FunnelStepReport":{},"Goal":{"config":["GoalConfig"]},"GoalBreakdownRow":{},"GoalBreakdownRowConnection":{"edges":["GoalBreakdownRowEdge"],"nodes":["GoalBreakdownRow"],"pageInfo":["PageInfo"]},"GoalBreakdownRowEdge":{"node":["GoalBreakdownRow"]},"GoalConfig":{"conditions":["PropertyCondition"]},"GoalConnection":{"edges":["GoalEdge"],"nodes":["Goal"],"pageInfo":["PageInfo"]},"GoalEdge":{"node":["Goal"]},"GoalPoint":{},"GoalReport":{"previous":["GoalReport"],"revenue":["Money"]},"GoalSummary":{},"Happening":{},"HappeningConnection":{"edges":["HappeningEdge"],"nodes":["Happening"],"pageInfo":["PageInfo"]},"HappeningEdge":{"node":["Happening"]},"Heatmap":{"clicks":["Click"]},"Job":{},"Key":{},"KeyConnection":{"edges":["KeyEdge"],"nodes":["Key"],"pageInfo":["PageInfo"]},"KeyEdge":{"node":["Key"]},"LifecycleRow":{},"LiveEvent":{},"Module":{},"ModuleEntry":{},"Money":{},"NewKey":{},"OutboxCounts":{},"OutlinkRow":{},"OutlinkRowConnection":{"edges":["OutlinkRowEdge"],"nodes":["OutlinkRow"],"pageInfo":["PageInfo"]},"OutlinkRowEdge":{"node":["OutlinkRow"]},"PageInfo":{},"PageRow":{},"PageRowConnection":{"edges":["PageRowEdge"],"nodes":["PageRow"],"pageInfo":["PageInfo"]},"PageRowEdge":{"node":["PageRow"]},"PathFlow":{},"PathLink":{},"Paths":{"flows":["PathFlow"]},"PathTree":{"links":["PathLink"]},"Point":{},"Project":{"alert":["Alert",{"id":"ID!"}],"alertFirings":["AlertFiringConnection",{"after":"String","alert":"ID","first":"Int!"}],"alertMetrics":["AlertMetric"],"alertVerdict":["AlertVerdict",{"id":"ID!"}],"alerts":["AlertConnection",{"after":"String","first":"Int!"}],"analytics":["Analytics",{"compare":"Comparison","exact":"Boolean!","range":"RangeInput","segment":"ID","timezone":"TimeZone","where":"FilterInput"}],"annotations":["AnnotationConnection",{"after":"String","first":"Int!"}],"auditLog":["AuditEntryConnection",{"after":"String","first":"Int!"}],"deliveries":["DeliveryConnection",{"after":"String","first":"Int!","status":"DeliveryStatus","webhook":"ID"}],"experiment":["Experiment",{"id":"ID!"}],"experimentResults":["ExperimentResults",{"effect":"Float!","id":"ID!"}],"experiments":["ExperimentConnection",{"after":"String","first":"Int!"}],"funnel":["Funnel",{"id":"ID!"}],"funnels":["FunnelConnection",{"after":"String","first":"Int!"}],"goal":["Goal",{"id":"ID!"}],"goals":["GoalConnection",{"after":"String","first":"Int!"}],"keys":["KeyConnection",{"after":"String","first":"Int!"}],"modules":["Module"],"realtime":["Realtime"],"refusedRequests":["RefusedRequests"],"segment":["Segment",{"id":"ID!"}],"segments":["SegmentConnection",{"after":"String","first":"Int!"}],"share":["Share",{"id":"ID!"}],"shares":["ShareConnection",{"after":"String","first":"Int!"}],"subscribers":["SubscriberConnection",{"after":"String","first":"Int!"}],"survey":["Survey",{"id":"ID!"}],"surveyResponses":["SurveyResponseConnection",{"after":"String","first":"Int!","id":"ID!"}],"surveyStats":["SurveyStats",{"id":"ID!"}],"surveys":["SurveyConnection",{"after":"String","first":"Int!"}],"webhooks":["WebhookConnection",{"after":"String","first":"Int!"}]},"ProjectConnection":{"edges":["ProjectEdge"],"nodes":["Project"],"pageInfo":["PageInfo"]},"ProjectEdge":{"node":["Project"]},"PropertyCondition":{},"PropertyKey":{},"PropertyKeyConnection":{"edges":["PropertyKeyEdge"],"nodes":["PropertyKey"],"pageInfo":["PageInfo"]},"PropertyKeyEdge":{"node":["PropertyKey"]},"PropertyValue":{},"PropertyValueConnection":{"edges":["PropertyValueEdge"],"nodes":["PropertyValue"],"pageInfo":["PageInfo"]},"PropertyValueEdge":{"node":["PropertyValue"]},"Query":{"auditLog":["AuditEntryConnection",{"after":"String","first":"Int!"}],"jobs":["Job"],"modules":["ModuleEntry"],"outbox":["OutboxCounts"],"project":["Project",{"id":"ID"}],"projects":["ProjectConnection",{"after":"String","first":"Int!"}],"server":["Server"],"shared":["SharedDashboard",{"token":"String!"}]},"Realtime":{"countries":["RealtimeRow",{"first":"Int!"}],"minutes":["RealtimeMinute"],"pages":["RealtimeRow",{"first":"Int!"}],"sources":["RealtimeRow",{"first":"Int!"}]},"RealtimeMinute":{},"RealtimeRow":{},"ReferrerRow":{},"ReferrerRowConnection":{"edges":["ReferrerRowEdge"],"nodes":["ReferrerRow"],"pageInfo":["PageInfo"]},"ReferrerRowEdge":{"node":["ReferrerRow"]},"RefusedRequests":{},"ReportRange":{},"Retention":{"cohorts":["RetentionCohort"]},"RetentionCell":{},"RetentionCohort":{"cells":["RetentionCell"]},"RunTime":{},"SampleRatio":{},"ScrollDepthRow":{},"ScrollDepthRowConnection":{"edges":["ScrollDepthRowEdge"],"nodes":["ScrollDepthRow"],"pageInfo":["PageInfo"]},"ScrollDepthRowEdge":{"node":["ScrollDepthRow"]},"ScrollTenth":{},"SearchPoint":{},"SearchRow":{},"SearchRowConnection":{"edges":["SearchRowEdge"],"nodes":["SearchRow"],"pageInfo":["PageInfo"]},"SearchRowEdge":{"node":["SearchRow"]},"SearchTotals":{},"Segment":{},"SegmentConnection":{"edges":["SegmentEdge"],"nodes":["Segment"],"pageInfo":["PageInfo"]},"SegmentEdge":{"node":["Segment"]},"Server":{},"SessionsReport":{"durations":["DurationBand"],"entryPages":["DoorRow"],"exitPages":["DoorRow"]},"Share":{},"ShareConnection":{"edges":["ShareEdge"],"nodes":["Share"],"pageInfo":["PageInfo"]},"SharedDashboard":{"project":["Project"]},"ShareEdge":{"node":["Share"]},"Stats":{},"StatsReport":{"current":["Stats"],"previous":["Stats"]},"Stickiness":{"rows":["StickinessRow"]},"StickinessRow":{},"Subscriber":{},"SubscriberConnection":{"edges":["SubscriberEdge"],"nodes":["Subscriber"],"pageInfo":["PageInfo"]},"SubscriberEdge":{"node":["Subscriber"]},"Survey":{"appearance":["SurveyAppearance"],"questions":["SurveyQuestion"],"triggerConfig":["SurveyTrigger"]},"SurveyAnswer":{},"SurveyAppearance":{},"SurveyConnection":{"edges":["SurveyEdge"],"nodes":["Survey"],"pageInfo":["PageInfo"]},"SurveyEdge":{"node":["Survey"]},"SurveyQuestion":{},"SurveyQuestionStats":{"distribution":["AnswerCount"]},"SurveyResponse":{"answers":["SurveyAnswer"]},"SurveyResponseConnection":{"edges":["SurveyResponseEdge"],"nodes":["SurveyResponse"],"pageInfo":["PageInfo"]},"SurveyResponseEdge":{"node":["SurveyResponse"]},"SurveyStats":{"questions":["SurveyQuestionStats"]},"SurveyTrigger":{},"Trait":{},"Uplift":{},"Variant":{},"VariantResult":{"revenueUplift":["Uplift"],"uplift":["Uplift"]},"Visit":{},"VisitConnection":{"edges":["VisitEdge"],"nodes":["Visit"],"pageInfo":["PageInfo"]},"VisitEdge":{"node":["Visit"]},"Visitor":{"traits":["Trait"]},"Vital":{},"VitalPoint":{},"VitalSeries":{"data":["VitalPoint"]},"VitalsRow":{},"VitalsRowConnection":{"edges":["VitalsRowEdge"],"nodes":["VitalsRow"],"pageInfo":["PageInfo"]},"VitalsRowEdge":{"node":["VitalsRow"]},"Webhook":{},"WebhookConnection":{"edges":["WebhookEdge"],"nodes":["Webhook"],"pageInfo":["PageInfo"]},"WebhookEdge":{"node":["Webhook"]},"WebhookTest":{}}
