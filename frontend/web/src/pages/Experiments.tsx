import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql, type ResultOf } from '../api/graphql'
import { RowMenu } from '../forms/RowMenu'
import { Teach } from '../forms/Teach'
import { useRemoval } from '../forms/useRemoval'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { type Answer, useAnswer } from '../panels/useAnswer'
import { usePageChoice, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import { ExperimentForm } from './experiments/ExperimentForm'
import { ExperimentResults } from './experiments/ExperimentResults'
import css from './Manage.module.css'

const ExperimentsQuery = graphql(`
  query Experiments($project: ID) {
    project(id: $project) {
      id
      experiments(first: 1000) {
        nodes {
          id
          name
          description
          status
          createdAt
          variants {
            name
            weight
          }
        }
      }
    }
  }
`)

const SetStatus = graphql(`
  mutation SetExperimentStatus($project: ID, $id: ID!, $status: ExperimentStatus!) {
    setExperimentStatus(project: $project, id: $id, status: $status) {
      id
      status
    }
  }
`)

const DeleteExperiment = graphql(`
  mutation DeleteExperiment($project: ID, $id: ID!) {
    deleteExperiment(project: $project, id: $id)
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof ExperimentsQuery>['project']>['experiments']>['nodes'][number]
type Move = 'RUNNING' | 'PAUSED' | 'COMPLETED'

const MOVES: Record<Row['status'], Move[]> = {
  DRAFT: ['RUNNING'],
  RUNNING: ['PAUSED', 'COMPLETED'],
  PAUSED: ['RUNNING', 'COMPLETED'],
  COMPLETED: [],
}

/** Experiments, and what came of the chosen one. */
export default function Experiments() {
  const words = useWords()
  const { id } = useProject()
  const answer = useAnswer(ExperimentsQuery, { project: id })
  const [making, setMaking] = useState(false)
  const [wanted, choose] = usePageChoice('experiment')
  const rows = answer.data?.project?.experiments?.nodes
  const chosen = rows?.find((row) => row.id === wanted) ?? rows?.find(({ status }) => status === 'RUNNING') ?? rows?.[0]
  const open = () => {
    setMaking(true)
  }
  const form = making && (
    <ExperimentForm
      onClose={() => {
        setMaking(false)
      }}
      onSaved={answer.again}
    />
  )
  if (rows?.length === 0)
    return (
      <>
        <Teach icon="experiments" title={words.experiments.title} text={words.experiments.teach} action={words.experiments.new} onAction={open} />
        {form}
      </>
    )
  return (
    <div className={css.page}>
      <List answer={answer} rows={rows} onAdd={open} onChoose={choose} />
      {chosen && <ExperimentResults key={chosen.id} id={chosen.id} name={chosen.name} />}
      {form}
    </div>
  )
}

interface ListProps {
  answer: Answer<unknown>
  rows: Row[] | undefined
  onAdd: () => void
  onChoose: (id: string) => void
}

function List({ answer, rows, onAdd, onChoose }: ListProps) {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const [, setStatus] = useMutation(SetStatus)
  const removal = useRemoval(DeleteExperiment, answer.again)
  const { moves, statuses } = words.experiments
  const items = ({ id, name, status }: Row) => [
    ...MOVES[status].map((move) => ({
      name: moves[move],
      run: () => void setStatus({ project, id, status: move }).then(answer.again),
    })),
    { name: words.manage.delete, run: () => { removal.ask({ id, name }) } },
  ]
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        {
          name: words.manage.name,
          value: ({ name }) => name,
          show: ({ id, name }) => (
            <button type="button" className={css.link} aria-label={words.experiments.show(name)} onClick={() => { onChoose(id) }}>
              {name}
            </button>
          ),
        },
        {
          name: words.manage.status,
          value: ({ status }) => statuses[status],
          show: ({ status }) => (
            <span className={css.status} data-on={status === 'RUNNING'}>
              {statuses[status]}
            </span>
          ),
        },
        {
          name: words.experiments.variants,
          value: ({ variants }) => variants.map(({ name, weight }) => `${name} ${String(weight)}`).join(', '),
        },
        { name: words.experiments.description, value: ({ description }) => description },
        { name: words.manage.created, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => format.date(createdAt) },
        { name: words.manage.actions, value: () => null, acts: true, show: (row) => <RowMenu label={words.manage.actionsOf(row.name)} items={items(row)} /> },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={onAdd}>
      {words.experiments.new}
    </Button>
  )
  return (
    <>
      <AnswerPanel title={words.experiments.title} answer={answer} field="experiments" found={rows} grid={grid} tools={add} rows={4} />
      {removal.dialog}
    </>
  )
}
