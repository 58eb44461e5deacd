import { ActionIcon, Autocomplete, Button, Select, TagsInput } from '@mantine/core'
import { Icon } from '../parts/icons'
import { useWords } from '../words/words'
import css from './Forms.module.css'

const OPS = ['IS', 'IS_NOT', 'CONTAINS', 'MATCHES', 'EXISTS'] as const
export type ConditionOp = (typeof OPS)[number]

/** What must hold of a property of an event. */
export interface Condition {
  property: string
  op: ConditionOp
  values: string[]
}

/** A condition that the server told: `IN` says the same as `IS` with several values. */
export function conditionOf(told: { property: string; op: string; values: string[] }): Condition {
  const op = OPS.find((each) => each === told.op) ?? 'IS'
  return { property: told.property, op, values: told.values }
}

interface Props {
  conditions: Condition[]
  properties: string[]
  refused: string | undefined
  onChange: (conditions: Condition[]) => void
}

export function ConditionsEditor({ conditions, properties, refused, onChange }: Props) {
  const words = useWords()
  return (
    <>
      {conditions.map((condition, index) => (
        <Row
          key={index}
          name={`${words.forms.property} ${String(index + 1)}`}
          condition={condition}
          properties={properties}
          refused={refused}
          onChange={(changed) => {
            onChange(conditions.with(index, { ...condition, ...changed }))
          }}
          onRemove={() => {
            onChange(conditions.toSpliced(index, 1))
          }}
        />
      ))}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => {
            onChange([...conditions, { property: '', op: 'IS', values: [] }])
          }}
        >
          {words.forms.condition}
        </Button>
      </div>
    </>
  )
}

interface RowProps {
  name: string
  condition: Condition
  properties: string[]
  refused: string | undefined
  onChange: (changed: Partial<Condition>) => void
  onRemove: () => void
}

function Row({ name, condition, properties, refused, onChange, onRemove }: RowProps) {
  const { forms } = useWords()
  return (
    <div className={css.condition} role="group" aria-label={name}>
      <Autocomplete
        size="xs"
        aria-label={forms.property}
        placeholder={forms.property}
        data={properties}
        value={condition.property}
        error={refused}
        onChange={(property) => { onChange({ property }) }}
      />
      <Select
        size="xs"
        aria-label={forms.operator}
        data={OPS.map((value) => ({ value, label: forms.conditionOps[value] }))}
        value={condition.op}
        onChange={(op) => {
          if (op) onChange({ op, ...(op === 'EXISTS' && { values: [] }) })
        }}
        allowDeselect={false}
      />
      <TagsInput
        size="xs"
        aria-label={forms.values}
        placeholder={condition.values.length === 0 ? forms.values : ''}
        disabled={condition.op === 'EXISTS'}
        value={condition.values}
        acceptValueOnBlur
        onChange={(values) => { onChange({ values }) }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={forms.removeCondition} onClick={onRemove}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  )
}
