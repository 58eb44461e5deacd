/** A survey while it is made. */

import type { VariablesOf } from '../../api/graphql'
import type { Row } from '../Surveys'
import type { CreateSurvey } from './documents'

type Sent = VariablesOf<typeof CreateSurvey>
export type QuestionDraft = Sent['questions'][number] & { options: string[]; min: number; max: number }
export type Trigger = NonNullable<Sent['triggerConfig']>
export type Appearance = NonNullable<Sent['appearance']>

type Given<Value> = NonNullable<Value>

export interface Draft {
  name: string
  questions: QuestionDraft[]
  trigger: Trigger & { type: Given<Trigger['type']>; showOnce: boolean }
  appearance: Appearance & { position: Given<Appearance['position']>; theme: Given<Appearance['theme']> }
}

export const TYPES = ['RATING', 'SINGLE_CHOICE', 'MULTIPLE_CHOICE', 'TEXT'] as const
export const TRIGGERS = ['TIME_ON_PAGE', 'SCROLL_DEPTH', 'EXIT_INTENT', 'EVENT'] as const
export const POSITIONS = ['BOTTOM_RIGHT', 'BOTTOM_LEFT', 'TOP_RIGHT', 'TOP_LEFT', 'CENTER'] as const
export const THEMES = ['LIGHT', 'DARK', 'AUTO'] as const

export const newQuestion = (): QuestionDraft => ({ text: '', type: 'RATING', required: true, options: [], min: 0, max: 10 })

export const newDraft = (): Draft => ({
  name: '',
  questions: [newQuestion()],
  trigger: { type: 'TIME_ON_PAGE', delaySeconds: 10, percent: 50, event: '', pages: [], showOnce: true },
  appearance: { position: 'BOTTOM_RIGHT', theme: 'LIGHT', primaryColor: '#0f6e66' },
})

/** A survey as it stands, to be changed: its questions keep their ids, so that what was answered stays with them. */
export function draftOf({ name, questions, triggerConfig, appearance }: Row): Draft {
  const first = newDraft()
  const { delaySeconds, percent, event, pages } = triggerConfig
  return {
    name,
    questions: questions.map((question) => ({ ...question, options: question.options ?? [], min: question.min ?? 0, max: question.max ?? 10 })),
    trigger: {
      ...triggerConfig,
      delaySeconds: delaySeconds ?? first.trigger.delaySeconds ?? null,
      percent: percent ?? first.trigger.percent ?? null,
      event: event ?? '',
      pages: pages ?? [],
    },
    appearance,
  }
}

const isChoice = (type: string): boolean => type.endsWith('CHOICE')

/** What the server takes: of each question and of the trigger only what belongs to its kind. */
export function variablesOf(draft: Draft): Omit<Sent, 'project'> {
  const { type, showOnce, delaySeconds, percent, event, pages } = draft.trigger
  return {
    name: draft.name,
    questions: draft.questions.map(({ id, text, type: kind, required, options, min, max }) => ({
      ...(id && { id }),
      text,
      type: kind,
      required,
      ...(isChoice(kind) && { options }),
      ...(kind === 'RATING' && { min, max }),
    })),
    triggerConfig: {
      type,
      showOnce,
      ...(type === 'TIME_ON_PAGE' && { delaySeconds }),
      ...(type === 'SCROLL_DEPTH' && { percent }),
      ...(type === 'EVENT' && { event }),
      ...(pages && pages.length > 0 && { pages }),
    },
    appearance: draft.appearance,
  }
}
