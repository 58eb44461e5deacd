import { createContext, createElement, type ReactNode, use, useCallback, useMemo, useSyncExternalStore } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type Question, readOwn, readQuestion, spanNow, writeQuestion } from './question'
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
const hourNow = (): number => Math.floor(Date.now() / HOUR_MS)
const useHour = (): number => useSyncExternalStore(onMinute, hourNow)

let last: { search: string; project: Project | null; hour: number; asked: Asked } | null = null

/** The question that an address asks of a project, worked out once: who asks ahead of the page has to ask the same to the millisecond. */
export function askedNow(search: string, project: Project | null, hour = hourNow()): Asked {
  if (last?.search !== search || last.project !== project || last.hour !== hour)
    last = { search, project, hour, asked: workedOut(search, project, hour) }
  return last.asked
}

function workedOut(search: string, project: Project | null, hour: number): Asked {
  const question = readQuestion(search)
  const zone = question.timezone ?? project?.timezone ?? 'UTC'
  const now = new Date(Math.max(Date.now(), hour * HOUR_MS))
  const span = spanNow(question, zone, now)
  const wished = question.interval
  const drawn = wished && intervalsFor(span).includes(wished) ? wished : defaultInterval(span)
  return { ...question, zone, span, drawn, live: reachesNow(span, zone, now) }
}

/** The question of the address, and the ways to change it. What a page keeps beside it stays as long as one stays. */
interface Questioned {
  asked: Asked
  change: (changes: Partial<Question>) => void
  link: (to: string, changes?: Partial<Question>, own?: Own) => string
}

const QuestionContext = createContext<Questioned | null>(null)

/** Reads the address once, for all that is inside: each row of each panel asks for the question. */
export function QuestionProvider({ children }: { children: ReactNode }) {
  const search = useSearch()
  const asked = askedNow(search, use(ProjectContext), useHour())
  const [path, navigate] = useLocation()
  const value = useMemo(() => {
    const link: Questioned['link'] = (to, changes = {}, own = {}) => {
      const kept = to === path ? Object.fromEntries(readOwn(search)) : {}
      return address(to, { ...readQuestion(search), ...changes }, { ...kept, ...own })
    }
    const change: Questioned['change'] = (changes) => {
      navigate(link(path, changes))
    }
    return { asked, change, link }
  }, [asked, search, path, navigate])
  return createElement(QuestionContext, { value }, children)
}

export function useQuestion(): Questioned {
  const questioned = use(QuestionContext)
  if (!questioned) throw new Error('There is no question around this component')
  return questioned
}

/** The question of the address with everything that follows from it. */
export const useAsked = (): Asked => useQuestion().asked

type Own = Record<string, string | null>

/** A choice of the page that stands in the address under a name. */
export function usePageChoice(name: string): [string | null, (value: string | null) => void] {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const { link } = useQuestion()
  const choose = useCallback(
    (value: string | null) => {
      navigate(link(path, {}, { [name]: value }))
    },
    [navigate, link, path, name],
  )
  return [new URLSearchParams(search).get(name), choose]
}

function address(path: string, question: Question, own: Own): string {
  const kept = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== null)
  const search = [writeQuestion(question), new URLSearchParams(kept).toString()].filter(Boolean).join('&')
  return search ? `${path}?${search}` : path
}

/** A choice among a few, kept in the address; the first one stands where none is. */
export function usePageOption<Each extends string>(name: string, options: readonly [Each, ...Each[]]): [Each, (value: Each) => void] {
  const [chosen, choose] = usePageChoice(name)
  const found = options.find((option) => option === chosen) ?? options[0]
  return [found, (value) => { choose(value === options[0] ? null : value) }]
}
