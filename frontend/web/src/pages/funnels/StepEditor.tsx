import { ActionIcon, Autocomplete, SegmentedControl, TextInput } from '@mantine/core'
import { type Condition, ConditionsEditor } from '../../forms/ConditionsEditor'
import css from '../../forms/Forms.module.css'
import type { Refusal } from '../../forms/refusal'
import type { Known } from '../../forms/useKnown'
import { Icon } from '../../parts/icons'
import { useWords } from '../../words/words'

export interface Step {
  /** tells it from the others while they change places */
  key: number
  type: 'PAGEVIEW' | 'EVENT'
  value: string
  label: string
  conditions: Condition[]
}

interface Props {
  step: Step
  index: number
  last: boolean
  known: Known
  problem: string | null
  refusal: Refusal
  onChange: (step: Step) => void
  onMove: (by: 1 | -1) => void
  onRemove?: () => void
}

export function StepEditor(props: Props) {
  const { step, index, known, problem, refusal, onChange } = props
  const words = useWords()
  const event = step.type === 'EVENT'
  const name = words.funnels.step(index + 1)
  const field = `steps[${String(index)}]`
  return (
    <li className={css.step} aria-label={name}>
      <Head {...props} />
      <div className={css.fields}>
        <Autocomplete
          aria-label={`${name}: ${event ? words.forms.eventName : words.forms.path}`}
          placeholder={event ? 'purchase' : '/pricing'}
          data={event ? known.events : known.pages}
          limit={8}
          value={step.value}
          onChange={(value) => { onChange({ ...step, value }) }}
          error={problem ?? refusal.at(`${field}.value`)}
          {...(!event && { description: words.forms.pathHint })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextInput
          aria-label={`${name}: ${words.forms.label}`}
          placeholder={words.forms.label}
          value={step.label}
          onChange={({ currentTarget }) => { onChange({ ...step, label: currentTarget.value }) }}
          error={refusal.at(`${field}.label`)}
        />
      </div>
      {event && (
        <ConditionsEditor
          conditions={step.conditions}
          properties={known.properties}
          refused={refusal.at(`${field}.conditions`)}
          onChange={(conditions) => { onChange({ ...step, conditions }) }}
        />
      )}
    </li>
  )
}

/** Which step it is, of which kind, and the ways to move it. */
function Head({ step, index, last, onChange, onMove, onRemove }: Props) {
  const words = useWords()
  const number = index + 1
  return (
    <div className={css.stepHead}>
      <span className={css.number} aria-hidden="true">
        {number}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={`${words.funnels.step(number)}: ${words.forms.kind}`}
        data={[
          { value: 'PAGEVIEW', label: words.forms.page },
          { value: 'EVENT', label: words.forms.event },
        ]}
        value={step.type}
        onChange={(type) => { onChange({ ...step, type, value: '' }) }}
      />
      <span>
        <Tool name={words.funnels.up(number)} icon="up" off={index === 0} onClick={() => { onMove(-1) }} />
        <Tool name={words.funnels.down(number)} icon="down" off={last} onClick={() => { onMove(1) }} />
        {onRemove && <Tool name={words.funnels.removeStep(number)} icon="close" off={false} onClick={onRemove} />}
      </span>
    </div>
  )
}

interface ToolProps {
  name: string
  icon: 'up' | 'down' | 'close'
  off: boolean
  onClick: () => void
}

function Tool({ name, icon, off, onClick }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={name} disabled={off} onClick={onClick}>
      <Icon name={icon} size={14} />
    </ActionIcon>
  )
}
