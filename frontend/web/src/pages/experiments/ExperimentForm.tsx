import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql } from '../../api/graphql'
import { FormDialog } from '../../forms/FormDialog'
import { refusalOf } from '../../forms/refusal'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import css from '../Manage.module.css'

const CreateExperiment = graphql(`
  mutation CreateExperiment($project: ID, $name: String!, $description: String, $goalId: ID, $variants: [VariantInput!]!) {
    createExperiment(project: $project, name: $name, description: $description, goalId: $goalId, variants: $variants) {
      id
    }
  }
`)

const GoalChoices = graphql(`
  query GoalChoices($project: ID) {
    project(id: $project) {
      id
      goals(first: 1000) {
        nodes {
          id
          name
        }
      }
    }
  }
`)

interface Variant {
  name: string
  weight: number
}

const FIRST: Variant[] = [
  { name: 'control', weight: 50 },
  { name: 'variant', weight: 50 },
]

export function ExperimentForm({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const words = useWords()
  const project = useProject().id
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [goalId, setGoalId] = useState<string | null>(null)
  const [variants, setVariants] = useState(FIRST)
  const [{ data }] = useQuery({ query: GoalChoices, variables: { project } })
  const [{ fetching, error }, create] = useMutation(CreateExperiment)
  const refusal = refusalOf(error, ['name', 'description', 'goal_id'])
  const save = () => {
    void create({ project, name, description: description.trim() || null, goalId, variants }).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={words.experiments.new} refused={refusal.rest} busy={fetching} onSubmit={save} onClose={onClose}>
      <TextInput
        label={words.manage.name}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
        error={refusal.at('name')}
        data-autofocus
        required
      />
      <TextInput
        label={words.experiments.description}
        description={words.manage.optional}
        value={description}
        onChange={(event) => {
          setDescription(event.currentTarget.value)
        }}
        error={refusal.at('description')}
      />
      <Select
        label={words.experiments.goal}
        description={words.manage.optional}
        data={(data?.project?.goals?.nodes ?? []).map((goal) => ({ value: goal.id, label: goal.name }))}
        value={goalId}
        onChange={setGoalId}
        error={refusal.at('goal_id')}
        clearable
      />
      <Variants variants={variants} onChange={setVariants} />
    </FormDialog>
  )
}

function Variants({ variants, onChange }: { variants: Variant[]; onChange: (variants: Variant[]) => void }) {
  const words = useWords()
  const put = (index: number, changed: Partial<Variant>) => {
    onChange(variants.map((each, at) => (at === index ? { ...each, ...changed } : each)))
  }
  return (
    <>
      {variants.map((variant, index) => (
        <div key={index} className={css.row} role="group" aria-label={`${words.experiments.variant} ${String(index + 1)}`}>
          <TextInput
            flex={1}
            label={words.experiments.variant}
            value={variant.name}
            onChange={(event) => {
              put(index, { name: event.currentTarget.value })
            }}
          />
          <NumberInput
            w={110}
            label={words.experiments.weight}
            min={0}
            max={100}
            value={variant.weight}
            onChange={(weight) => {
              put(index, { weight: Number(weight) })
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={variants.length <= 2}
            aria-label={words.experiments.removeVariant(variant.name)}
            onClick={() => {
              onChange(variants.filter((_, at) => at !== index))
            }}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => {
            onChange([...variants, { name: '', weight: 0 }])
          }}
        >
          {words.experiments.addVariant}
        </Button>
      </div>
    </>
  )
}
