import { Icon, type IconName } from '../../parts/icons'
import { useFormat, useWords } from '../../words/words'
import { useVitalText } from '../vitals/thresholds'
import type { Happening } from './documents'
import css from './Visits.module.css'

const ICONS: Record<string, IconName> = {
  pageview: 'pages',
  event: 'events',
  search_query: 'search',
  outlink: 'outlinks',
  js_error: 'errors',
  click_event: 'heatmaps',
  scroll_depth: 'scroll',
  web_vital: 'vitals',
  identify: 'person',
}

/** What happened, in the order in which it did. */
export function Timeline({ happenings }: { happenings: Happening[] }) {
  const words = useWords()
  const format = useFormat()
  const about = useAbout()
  return (
    <ol className={css.timeline} aria-label={words.visits.timeline}>
      {happenings.map((happening) => (
        <li key={happening.id} data-type={happening.type}>
          <span className={css.icon}>
            <Icon name={ICONS[happening.type] ?? 'events'} size={14} />
          </span>
          <div className={css.what}>
            <span>
              <span className={css.soft}>{words.realtime.kinds[happening.type] ?? happening.type}</span>{' '}
              <b>{happening.name || happening.text || happening.path}</b> <span className={css.soft}>{about(happening)}</span>
            </span>
            {happening.data && <code className={css.data}>{happening.data}</code>}
          </div>
          <time className={css.soft} dateTime={happening.timestamp}>
            {format.clock(happening.timestamp)}
          </time>
        </li>
      ))}
    </ol>
  )
}

/** What else is known of it, by its kind. */
function useAbout(): (happening: Happening) => string {
  const words = useWords()
  const format = useFormat()
  const vital = useVitalText()
  return ({ type, title, path, name, text, value, revenue, currency }) => {
    if (type === 'pageview') return title
    if (type === 'web_vital') return vital(name, value)
    if (type === 'scroll_depth') return words.visits.depth(format.percent(value, 0))
    if (type === 'search_query') return words.visits.results(format.whole(value))
    if (revenue > 0) return format.money(revenue, currency)
    // where nothing else names it, the page does already
    return name || text ? path : ''
  }
}
