import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useManages } from '../frame/session'
import { useQuestion } from '../question/useQuestion'
import { useWords } from '../words/words'
import css from './States.module.css'

/** Why a part of an answer is missing. */
export interface Problem {
  code: string
  message: string
  /** the module that is off, where that is why */
  module: string | null
}

export function Failed({ problem }: { problem: Problem }) {
  const words = useWords()
  const { link } = useQuestion()
  const manages = useManages()
  if (problem.module === null)
    return (
      <div className={css.state} role="alert">
        <b>{words.panel.failed}</b>
        <span>{problem.message}</span>
      </div>
    )
  return (
    <div className={css.state}>
      <b>{words.panel.off(problem.module)}</b>
      {manages ? <Link href={link('/settings')}>{words.panel.toSettings}</Link> : <span>{words.panel.offHint}</span>}
    </div>
  )
}

export function Empty() {
  const words = useWords()
  const { asked } = useQuestion()
  return <div className={css.state}>{asked.filters.length > 0 ? words.panel.emptyFiltered : words.panel.empty}</div>
}

/** A sentence in the place of numbers. */
export function Note({ children }: { children: ReactNode }) {
  return <div className={css.state}>{children}</div>
}

/** Rows to come. */
export function Waiting({ rows }: { rows: number }) {
  const words = useWords()
  return (
    <div className={css.waiting} role="status" aria-label={words.common.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={28} width={`${100 - index * 7}%`} />
      ))}
    </div>
  )
}
