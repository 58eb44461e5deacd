import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { VariablesOf } from '../../api/graphql'
import { type Condition, conditionOf, ConditionsEditor } from '../../forms/ConditionsEditor'
import { FormDialog } from '../../forms/FormDialog'
import { type Refusal, refusalOf } from '../../forms/refusal'
import { useKnown } from '../../forms/useKnown'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import { CreateGoal, type Goal, UpdateGoal } from './documents'

interface Props {
  /** the one to change; null for a new one */
  goal: Goal | null
  onSaved: (id: string) => void
  onClose: () => void
}

const TYPES = ['PAGEVIEW', 'EVENT', 'DURATION', 'PAGES_PER_SESSION'] as const

/** What is entered: of each type its own field, so that a change of mind loses nothing. */
interface Entered {
  type: (typeof TYPES)[number]
  path: string
  event: string
  conditions: Condition[]
  seconds: number | string
  pages: number | string
}

const enteredOf = (goal: Goal | null): Entered => ({
  type: goal?.goalType ?? 'PAGEVIEW',
  path: goal?.config.path ?? '',
  event: goal?.config.eventName ?? '',
  conditions: goal?.config.conditions?.map(conditionOf) ?? [],
  seconds: goal?.config.thresholdSeconds ?? 60,
  pages: goal?.config.thresholdPages ?? 3,
})

function configOf({ type, path, event, conditions, seconds, pages }: Entered): VariablesOf<typeof CreateGoal>['config'] {
  switch (type) {
    case 'PAGEVIEW':
      return { path }
    case 'EVENT':
      return { eventName: event, conditions }
    case 'DURATION':
      return { thresholdSeconds: Number(seconds) }
    case 'PAGES_PER_SESSION':
      return { thresholdPages: Number(pages) }
  }
}

export function GoalForm({ goal, onSaved, onClose }: Props) {
  const words = useWords()
  const { name, setName, entered, put, tried, busy, refusal, submit } = useGoal(goal, onSaved)
  return (
    <FormDialog
      title={goal ? words.goals.edit : words.goals.add}
      busy={busy}
      refused={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={words.forms.name}
        value={name}
        onChange={({ currentTarget }) => { setName(currentTarget.value) }}
        error={tried && name.trim() === '' ? words.forms.required : refusal.at('name')}
        data-autofocus
        required
      />
      <Select
        label={words.goals.type}
        data={TYPES.map((value) => ({ value, label: words.goals.types[value] }))}
        value={entered.type}
        onChange={(type) => {
          if (type) put({ type })
        }}
        allowDeselect={false}
      />
      <Config entered={entered} problem={tried ? problemOf(entered, words.forms) : null} refusal={refusal} onChange={put} />
    </FormDialog>
  )
}

function useGoal(goal: Goal | null, onSaved: (id: string) => void) {
  const { forms } = useWords()
  const { id: project } = useProject()
  const [name, setName] = useState(goal?.name ?? '')
  const [entered, setEntered] = useState(() => enteredOf(goal))
  const [tried, setTried] = useState(false)
  const [created, create] = useMutation(CreateGoal)
  const [updated, update] = useMutation(UpdateGoal)
  const submit = () => {
    setTried(true)
    if (name.trim() === '' || problemOf(entered, forms) !== null) return
    const sent = { project, name, goalType: entered.type, config: configOf(entered) }
    const saved = goal
      ? update({ ...sent, id: goal.id }).then(({ data }) => data?.updateGoal.id)
      : create(sent).then(({ data }) => data?.createGoal.id)
    void saved.then((id) => {
      if (id) onSaved(id)
    })
  }
  return {
    name,
    setName,
    entered,
    put: (changed: Partial<Entered>) => { setEntered({ ...entered, ...changed }) },
    tried,
    busy: created.fetching || updated.fetching,
    refusal: refusalOf(created.error ?? updated.error, ['name', 'config']),
    submit,
  }
}

interface ConfigProps {
  entered: Entered
  problem: string | null
  refusal: Refusal
  onChange: (changed: Partial<Entered>) => void
}

/** The field of the chosen type. */
function Config({ entered, problem, refusal, onChange }: ConfigProps) {
  const { forms, goals } = useWords()
  const known = useKnown()
  const { type, path, event, conditions, seconds, pages } = entered
  switch (type) {
    case 'PAGEVIEW':
      return (
        <Autocomplete
          label={forms.path}
          description={forms.pathHint}
          data={known.pages}
          limit={8}
          value={path}
          onChange={(value) => { onChange({ path: value }) }}
          error={problem ?? refusal.at('config.path')}
          required
        />
      )
    case 'EVENT':
      return (
        <>
          <Autocomplete
            label={forms.eventName}
            data={known.events}
            limit={8}
            value={event}
            onChange={(value) => { onChange({ event: value }) }}
            error={problem ?? refusal.at('config.event_name')}
            required
          />
          <ConditionsEditor
            conditions={conditions}
            properties={known.properties}
            refused={refusal.at('config.conditions')}
            onChange={(changed) => { onChange({ conditions: changed }) }}
          />
        </>
      )
    case 'DURATION':
      return <Threshold label={goals.seconds} value={seconds} error={problem ?? refusal.at('config.threshold_seconds')} onChange={(value) => { onChange({ seconds: value }) }} />
    case 'PAGES_PER_SESSION':
      return <Threshold label={goals.pages} value={pages} error={problem ?? refusal.at('config.threshold_pages')} onChange={(value) => { onChange({ pages: value }) }} />
  }
}

interface ThresholdProps {
  label: string
  value: number | string
  error: string | undefined
  onChange: (value: number | string) => void
}

function Threshold({ label, value, error, onChange }: ThresholdProps) {
  return <NumberInput label={label} min={1} value={value} onChange={onChange} error={error} required />
}

interface Sentences {
  required: string
  pathNeeded: string
  numberNeeded: string
}

function problemOf({ type, path, event, seconds, pages }: Entered, say: Sentences): string | null {
  if (type === 'PAGEVIEW') return path.startsWith('/') ? null : path.trim() === '' ? say.required : say.pathNeeded
  if (type === 'EVENT') return event.trim() === '' ? say.required : null
  return Number(type === 'DURATION' ? seconds : pages) >= 1 ? null : say.numberNeeded
}
