/** The pages of the dashboard: the navigation, the palette and the shortcuts are all made from these rows. */

import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import Overview from '../pages/Overview'
import type { ReportId } from '../panels/lists'
import type { IconName } from '../parts/icons'
import type { ModuleId } from '../words/modules.en'
import type { Words } from '../words/en'

/** The groups of the navigation that have a name and can be folded. */
export const GROUPS = ['reports', 'behaviour', 'quality', 'manage'] as const
export type GroupId = (typeof GROUPS)[number]

export interface PageRow {
  path: string
  name: (words: Words) => string
  icon: IconName
  /** pressed after `g`; null where the palette is the way */
  key: string | null
  /** where it stands in the navigation */
  group: 'main' | GroupId | 'end'
  /** the module that it needs, where that can be off */
  module?: ModuleId
  /** whether only those who manage the project see it */
  managed?: true
  /** whether range, comparison and filters apply */
  asks: boolean
  View: ComponentType | LazyExoticComponent<ComponentType>
}

/** The pages of the analysis modules. */
type AnalysisId =
  | 'funnels'
  | 'goals'
  | 'paths'
  | 'retention'
  | 'cohorts'
  | 'lifecycle'
  | 'visits'
  | 'vitals'
  | 'errors'
  | 'heatmaps'
  | 'search'
  | 'scroll'
  | 'outlinks'
  | 'exports'

const report = (id: ReportId) =>
  lazy(() => import('../pages/Report').then(({ reportPage }) => ({ default: reportPage(id) })))

export const PAGES: PageRow[] = [
  {
    path: '/',
    name: (words) => words.frame.overview,
    icon: 'overview',
    key: 'o',
    group: 'main',
    asks: true,
    View: Overview,
  },
  {
    path: '/realtime',
    name: (words) => words.frame.realtime,
    icon: 'realtime',
    key: 'r',
    group: 'main',
    asks: false,
    View: lazy(() => import('../pages/Realtime')),
  },
  row('pages', 'p'),
  row('sources', 's'),
  { ...row('campaigns', 'c'), module: 'utm' },
  row('locations', 'l'),
  row('devices', 'd'),
  row('events', 'e'),
  {
    ...analysis('funnels', 'f', 'behaviour', 'funnels'),
    View: lazy(() => import('../pages/Funnels')),
  },
  {
    ...analysis('goals', 'g', 'behaviour', 'goals'),
    View: lazy(() => import('../pages/Goals')),
  },
  {
    ...analysis('paths', 'a', 'behaviour', 'paths'),
    View: lazy(() => import('../pages/Paths')),
  },
  {
    ...analysis('retention', 't', 'behaviour', 'retention'),
    View: lazy(() => import('../pages/Retention')),
  },
  {
    ...analysis('cohorts', 'h', 'behaviour', 'cohorts'),
    View: lazy(() => import('../pages/Cohorts')),
  },
  {
    ...analysis('lifecycle', 'y', 'behaviour', 'retention'),
    View: lazy(() => import('../pages/Lifecycle')),
  },
  {
    ...analysis('visits', 'i', 'behaviour'),
    View: lazy(() => import('../pages/Visits')),
  },
  {
    ...analysis('vitals', 'v', 'quality', 'webvitals'),
    View: lazy(() => import('../pages/Vitals')),
  },
  {
    ...analysis('errors', 'b', 'quality', 'error_tracking'),
    View: lazy(() => import('../pages/Errors')),
  },
  {
    ...analysis('heatmaps', 'm', 'quality', 'heatmaps'),
    View: lazy(() => import('../pages/Heatmaps')),
  },
  {
    ...analysis('search', 'q', 'quality', 'search'),
    View: lazy(() => import('../pages/Search')),
  },
  {
    ...analysis('scroll', 'k', 'quality', 'scroll_depth'),
    View: lazy(() => import('../pages/Scroll')),
  },
  {
    ...analysis('outlinks', 'u', 'quality'),
    View: lazy(() => import('../pages/Outlinks')),
  },
  {
    ...analysis('exports', 'j', 'manage', 'exports'),
    View: lazy(() => import('../pages/Exports')),
  },
  {
    path: '/segments',
    name: (words) => words.segments.title,
    icon: 'segment',
    key: null,
    group: 'behaviour',
    asks: true,
    View: lazy(() => import('../pages/Segments')),
  },
  {
    path: '/experiments',
    name: (words) => words.experiments.title,
    icon: 'experiments',
    key: null,
    group: 'behaviour',
    module: 'ab_testing',
    asks: false,
    View: lazy(() => import('../pages/Experiments')),
  },
  {
    path: '/surveys',
    name: (words) => words.surveys.title,
    icon: 'surveys',
    key: null,
    group: 'behaviour',
    module: 'surveys',
    asks: false,
    View: lazy(() => import('../pages/Surveys')),
  },
  {
    path: '/alerts',
    name: (words) => words.alerts.title,
    icon: 'bell',
    key: null,
    group: 'manage',
    module: 'alerts',
    asks: false,
    View: lazy(() => import('../pages/Alerts')),
  },
  {
    path: '/webhooks',
    name: (words) => words.webhooks.title,
    icon: 'webhook',
    key: null,
    group: 'manage',
    managed: true,
    asks: false,
    View: lazy(() => import('../pages/Webhooks')),
  },
  {
    path: '/sharing',
    name: (words) => words.shares.title,
    icon: 'sharing',
    key: null,
    group: 'manage',
    module: 'sharing',
    asks: true,
    View: lazy(() => import('../pages/Sharing')),
  },
  {
    path: '/annotations',
    name: (words) => words.annotations.title,
    icon: 'flag',
    key: null,
    group: 'manage',
    asks: false,
    View: lazy(() => import('../pages/AnnotationList')),
  },
  {
    path: '/audit',
    name: (words) => words.audit.title,
    icon: 'audit',
    key: null,
    group: 'manage',
    managed: true,
    asks: false,
    View: lazy(() => import('../pages/Audit')),
  },
  {
    path: '/projects',
    name: (words) => words.projects.title,
    icon: 'projects',
    key: null,
    group: 'end',
    asks: false,
    View: lazy(() => import('../pages/Projects')),
  },
  {
    path: '/explorer',
    name: (words) => words.frame.explorer,
    icon: 'code',
    key: 'n',
    group: 'end',
    asks: false,
    View: lazy(() => import('../pages/Explorer')),
  },
  {
    path: '/settings',
    name: (words) => words.frame.settings,
    icon: 'settings',
    key: 'x',
    group: 'end',
    asks: false,
    View: lazy(() => import('../pages/Settings')),
  },
]

function row(name: ReportId, key: string): PageRow {
  return {
    path: `/${name}`,
    name: (words) => words.frame[name],
    icon: name,
    key,
    group: 'reports',
    asks: true,
    View: report(name),
  }
}

/** A page of a module that asks something of the data; its name, icon and words go by one name. */
function analysis(name: AnalysisId, key: string, group: GroupId, module?: ModuleId): Omit<PageRow, 'View'> {
  const known = module && { module }
  return { path: `/${name}`, name: (words) => words.frame[name], icon: name, key, group, asks: true, ...known }
}
