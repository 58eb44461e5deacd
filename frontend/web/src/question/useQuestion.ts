import { createContext, use, useCallback, useMemo, useSyncExternalStore } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type Question, readQuestion, spanNow, writeQuestion } from './question'
import { defaultInterval, type Interval, intervalsFor, reachesNow, type Span } from './ranges'

/** The project that is looked at. `id` goes into each operation where an operator has to say which. */
export interface Project {
  id: string
  name: string
  domain: string
  timezone: string
}

export const ProjectContext = createContext<Project | null>(null)

export function useProject(): Project {
  const project = use(ProjectContext)
  if (!project) throw new Error('There is no project around this component')
  return project
}

export interface Asked extends Question {
  zone: string
  span: Span
  drawn: Interval
  /** whether events that arrive now belong to the answer */
  live: boolean
}

const HOUR_MS = 3_600_000
const onMinute = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, 60_000)
  return () => {
    clearInterval(timer)
  }
}

/** The hour that it is, so that "today" moves on in a tab that stays open. */
const useHour = (): number => useSyncExternalStore(onMinute, () => Math.floor(Date.now() / HOUR_MS))

/** The question of the address with everything that follows from it. */
export function useAsked(): Asked {
  const search = useSearch()
  const project = use(ProjectContext)
  const hour = useHour()
  return useMemo(() => {
    const question = readQuestion(search)
    const zone = question.timezone ?? project?.timezone ?? 'UTC'
    const now = new Date(Math.max(Date.now(), hour * HOUR_MS))
    const span = spanNow(question, zone, now)
    const wished = question.interval
    const drawn = wished && intervalsFor(span).includes(wished) ? wished : defaultInterval(span)
    return { ...question, zone, span, drawn, live: reachesNow(span, zone, now) }
  }, [search, project, hour])
}

/** The question of the address, and the ways to change it. */
export function useQuestion() {
  const search = useSearch()
  const asked = useAsked()
  const [path, navigate] = useLocation()
  const link = useCallback(
    (to: string, changes: Partial<Question> = {}) => withSearch(to, { ...readQuestion(search), ...changes }),
    [search],
  )
  const change = useCallback(
    (changes: Partial<Question>) => {
      navigate(link(path, changes))
    },
    [navigate, link, path],
  )
  return { asked, change, link }
}

function withSearch(path: string, question: Question): string {
  const search = writeQuestion(question)
  return search ? `${path}?${search}` : path
}
