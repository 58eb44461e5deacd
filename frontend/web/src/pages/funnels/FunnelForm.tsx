import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { conditionOf } from '../../forms/ConditionsEditor'
import { FormDialog } from '../../forms/FormDialog'
import css from '../../forms/Forms.module.css'
import { type Refusal, refusalOf } from '../../forms/refusal'
import { useKnown } from '../../forms/useKnown'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import { CreateFunnel, type Funnel, UpdateFunnel } from './documents'
import { type Step, StepEditor } from './StepEditor'

interface Props {
  /** the one to change; null for a new one */
  funnel: Funnel | null
  onSaved: (id: string) => void
  onClose: () => void
}

const MOST_STEPS = 20
const WINDOWS = { none: null, h: 3600, d: 86_400, w: 604_800, m: 2_592_000 } as const

const blank = (key: number): Step => ({ key, type: 'PAGEVIEW', value: '', label: '', conditions: [] })

const stepsOf = (funnel: Funnel | null): Step[] =>
  funnel?.steps.map(({ type, value, label, conditions }, key) => ({
    key,
    type,
    value,
    label: label === value ? '' : label,
    conditions: conditions.map(conditionOf),
  })) ?? [blank(0), blank(1)]

/** A funnel's steps and rules, new or changed. */
export function FunnelForm({ funnel, onSaved, onClose }: Props) {
  const words = useWords()
  const { entered, put, tried, busy, refusal, submit } = useFunnel(funnel, onSaved)
  return (
    <FormDialog
      title={funnel ? words.funnels.edit : words.funnels.add}
      size="lg"
      busy={busy}
      refused={refusal.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={words.forms.name}
        value={entered.name}
        onChange={({ currentTarget }) => { put({ name: currentTarget.value }) }}
        error={tried && entered.name.trim() === '' ? words.forms.required : refusal.at('name')}
        data-autofocus
        required
      />
      <Steps steps={entered.steps} tried={tried} refusal={refusal} onChange={(steps) => { put({ steps }) }} />
      <WindowChoice value={entered.window} onChange={(window) => { put({ window }) }} />
      <Switch
        label={words.funnels.strict}
        description={words.funnels.strictHint}
        checked={entered.strict}
        onChange={({ currentTarget }) => { put({ strict: currentTarget.checked }) }}
      />
    </FormDialog>
  )
}

interface Entered {
  name: string
  steps: Step[]
  /** seconds; null for the whole range */
  window: number | null
  strict: boolean
}

function useFunnel(funnel: Funnel | null, onSaved: (id: string) => void) {
  const { forms } = useWords()
  const { id: project } = useProject()
  const [tried, setTried] = useState(false)
  const [created, create] = useMutation(CreateFunnel)
  const [updated, update] = useMutation(UpdateFunnel)
  const [entered, setEntered] = useState<Entered>(() => ({
    name: funnel?.name ?? '',
    steps: stepsOf(funnel),
    window: funnel?.windowSeconds ?? null,
    strict: funnel?.strictOrder ?? false,
  }))
  const { name, steps, window, strict } = entered
  const submit = () => {
    setTried(true)
    if (name.trim() === '' || steps.some((step) => problemOf(step, forms) !== null)) return
    const sent = { project, name, windowSeconds: window, strictOrder: strict, steps: steps.map(sentOf) }
    const saved = funnel
      ? update({ ...sent, id: funnel.id }).then(({ data }) => data?.updateFunnel.id)
      : create(sent).then(({ data }) => data?.createFunnel.id)
    void saved.then((id) => {
      if (id) onSaved(id)
    })
  }
  return {
    entered,
    put: (changed: Partial<Entered>) => { setEntered({ ...entered, ...changed }) },
    tried,
    busy: created.fetching || updated.fetching,
    refusal: refusalOf(created.error ?? updated.error, ['name', 'steps']),
    submit,
  }
}

const sentOf = ({ type, value, label, conditions }: Step) => ({
  type,
  value,
  label: label.trim() || null,
  conditions: type === 'EVENT' ? conditions : [],
})

function problemOf({ type, value }: Step, say: { required: string; pathNeeded: string }): string | null {
  if (value.trim() === '') return say.required
  return type === 'PAGEVIEW' && !value.startsWith('/') ? say.pathNeeded : null
}

interface StepsProps {
  steps: Step[]
  tried: boolean
  refusal: Refusal
  onChange: (steps: Step[]) => void
}

function Steps({ steps, tried, refusal, onChange }: StepsProps) {
  const words = useWords()
  const known = useKnown()
  return (
    <>
      <ol className={css.steps} aria-label={words.funnels.steps}>
        {steps.map((step, index) => (
          <StepEditor
            key={step.key}
            step={step}
            index={index}
            last={index === steps.length - 1}
            known={known}
            problem={tried ? problemOf(step, words.forms) : null}
            refusal={refusal}
            onChange={(changed) => { onChange(steps.with(index, changed)) }}
            onMove={(by) => { onChange(steps.toSpliced(index, 1).toSpliced(index + by, 0, step)) }}
            {...(steps.length > 2 && { onRemove: () => { onChange(steps.toSpliced(index, 1)) } })}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => { onChange([...steps, blank(Math.max(...steps.map(({ key }) => key)) + 1)]) }}
          >
            {words.funnels.addStep}
          </Button>
        </div>
      )}
    </>
  )
}

function WindowChoice({ value, onChange }: { value: number | null; onChange: (seconds: number | null) => void }) {
  const words = useWords()
  const format = useFormat()
  const offered = Object.entries(WINDOWS).map(([id, seconds]) => ({
    value: String(seconds ?? ''),
    label: words.funnels.windows[id as keyof typeof WINDOWS],
  }))
  const own = String(value ?? '')
  const other = { value: own, label: words.funnels.windowOther(format.duration(value ?? 0)) }
  return (
    <Select
      label={words.funnels.window}
      data={offered.some((each) => each.value === own) ? offered : [...offered, other]}
      value={own}
      onChange={(chosen) => {
        onChange(chosen ? Number(chosen) : null)
      }}
      allowDeselect={false}
    />
  )
}
