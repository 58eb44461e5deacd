import { compile } from '../pattern'
import type { Survey } from '../survey/types'
import type { Core, CreateAddOn, Filter } from '../types'

const LEAVING_PX = 8

async function fetchActive({ options: { api, key } }: Core): Promise<Survey[]> {
  try {
    const response = await fetch(`${api}/api/v1/surveys/active?key=${key}`, { credentials: 'omit' })
    return response.ok ? ((await response.json()) as { data: Survey[] }).data : []
  } catch {
    return [] // no surveys, then
  }
}

const fits = ({ trigger_config }: Survey) =>
  !trigger_config?.pages?.length ||
  // a section's last star means all that is in it
  trigger_config.pages.some((page) => compile(page.replace(/\*$/, '**')).test(location.pathname))

function seenPercent(): number {
  return (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight
}

/** Each calls back when its moment has come; the signal ends the wait with the view. */
type Trigger = (config: NonNullable<Survey['trigger_config']>, fire: () => void, signal: AbortSignal, core: Core) => void
const TRIGGERS: Record<string, Trigger> = {
  time_on_page({ delay_seconds = 0 }, fire, signal) {
    const timer = setTimeout(fire, delay_seconds * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
    })
  },
  scroll_depth({ percent = 50 }, fire, signal) {
    const look = () => {
      if (seenPercent() >= percent) fire()
    }
    addEventListener('scroll', look, { passive: true, signal })
    look()
  },
  exit_intent(_config, fire, signal) {
    const look = ({ clientY }: MouseEvent) => {
      if (clientY < LEAVING_PX) fire()
    }
    document.documentElement.addEventListener('mouseleave', look, { signal })
  },
  event({ event }, fire, signal, core) {
    const look: Filter = (item) => {
      if (item.type === 'event' && item.name === event) fire()
      return item
    }
    core.filters.push(look)
    signal.addEventListener('abort', () => {
      core.filters.splice(core.filters.indexOf(look), 1)
    })
  },
}

/** Waits on each page for the moment that a survey is set to; one is shown a view. */
export default ((core) => {
  const shown = new Set<string>()
  const active = fetchActive(core)
  let view = new AbortController()

  const show = (survey: Survey, waiting: AbortController) => {
    if (shown.has(survey.id)) return
    if (survey.trigger_config?.show_once !== false) shown.add(survey.id)
    waiting.abort()
    void core.load('survey').then((module) => module.default(core, survey))
  }

  const wait = async () => {
    view.abort()
    const waiting = (view = new AbortController())
    for (const survey of await active) {
      if (waiting.signal.aborted || !fits(survey)) continue
      const { type = 'time_on_page', ...config } = survey.trigger_config ?? {}
      TRIGGERS[type]?.(config, () => { show(survey, waiting) }, waiting.signal, core)
    }
  }

  if (core.view) void wait()
  return { view: wait }
}) satisfies CreateAddOn
