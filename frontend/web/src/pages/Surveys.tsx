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
import css from './Manage.module.css'
import { SurveyForm } from './surveys/SurveyForm'
import { SurveyResults } from './surveys/SurveyResults'

const SurveysQuery = graphql(`
  query Surveys($project: ID) {
    project(id: $project) {
      id
      surveys(first: 1000) {
        nodes {
          id
          name
          status
          responses
          createdAt
          questions {
            id
            text
            type
            required
            options
            min
            max
          }
          triggerConfig {
            type
            showOnce
            delaySeconds
            percent
            event
            pages
          }
          appearance {
            position
            theme
            primaryColor
          }
        }
      }
    }
  }
`)

const SetStatus = graphql(`
  mutation SetSurveyStatus($project: ID, $id: ID!, $status: SurveyStatus!) {
    setSurveyStatus(project: $project, id: $id, status: $status) {
      id
      status
    }
  }
`)

const DeleteSurvey = graphql(`
  mutation DeleteSurvey($project: ID, $id: ID!) {
    deleteSurvey(project: $project, id: $id)
  }
`)

export type Row = NonNullable<NonNullable<ResultOf<typeof SurveysQuery>['project']>['surveys']>['nodes'][number]
type Move = 'ACTIVE' | 'PAUSED' | 'ARCHIVED'

const MOVES: Record<Row['status'], Move[]> = {
  DRAFT: ['ACTIVE'],
  ACTIVE: ['PAUSED', 'ARCHIVED'],
  PAUSED: ['ACTIVE', 'ARCHIVED'],
  ARCHIVED: [],
}

/** Whoever answers must find the questions as they were when the survey appeared. */
const CHANGEABLE: Row['status'][] = ['DRAFT', 'PAUSED']

/** Surveys, and what was answered to the chosen one. */
export default function Surveys() {
  const words = useWords()
  const { id } = useProject()
  const answer = useAnswer(SurveysQuery, { project: id })
  const [draft, setDraft] = useState<Row | 'new' | null>(null)
  const [wanted, choose] = usePageChoice('survey')
  const rows = answer.data?.project?.surveys?.nodes
  const chosen = rows?.find((row) => row.id === wanted) ?? rows?.find(({ status }) => status === 'ACTIVE') ?? rows?.[0]
  const open = () => {
    setDraft('new')
  }
  const form = draft && (
    <SurveyForm
      survey={draft === 'new' ? null : draft}
      onClose={() => {
        setDraft(null)
      }}
      onSaved={answer.again}
    />
  )
  if (rows?.length === 0)
    return (
      <>
        <Teach icon="surveys" title={words.surveys.title} text={words.surveys.teach} action={words.surveys.new} onAction={open} />
        {form}
      </>
    )
  return (
    <div className={css.page}>
      <List answer={answer} rows={rows} onAdd={open} onEdit={setDraft} onChoose={choose} />
      {chosen && <SurveyResults key={chosen.id} id={chosen.id} name={chosen.name} />}
      {form}
    </div>
  )
}

interface ListProps {
  answer: Answer<unknown>
  rows: Row[] | undefined
  onAdd: () => void
  onEdit: (row: Row) => void
  onChoose: (id: string) => void
}

function List({ answer, rows, onAdd, onEdit, onChoose }: ListProps) {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const [, setStatus] = useMutation(SetStatus)
  const removal = useRemoval(DeleteSurvey, answer.again)
  const { moves, statuses } = words.surveys
  const items = (row: Row) => [
    ...MOVES[row.status].map((move) => ({
      name: moves[move],
      run: () => void setStatus({ project, id: row.id, status: move }).then(answer.again),
    })),
    ...(CHANGEABLE.includes(row.status) ? [{ name: words.manage.edit, run: () => { onEdit(row) } }] : []),
    { name: words.manage.delete, run: () => { removal.ask(row) } },
  ]
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        {
          name: words.manage.name,
          value: ({ name }) => name,
          show: ({ id, name }) => (
            <button type="button" className={css.link} aria-label={words.surveys.show(name)} onClick={() => { onChoose(id) }}>
              {name}
            </button>
          ),
        },
        {
          name: words.manage.status,
          value: ({ status }) => statuses[status],
          show: ({ status }) => (
            <span className={css.status} data-on={status === 'ACTIVE'}>
              {statuses[status]}
            </span>
          ),
        },
        { name: words.surveys.questions, value: ({ questions }) => questions.length },
        { name: words.surveys.responses, value: ({ responses }) => responses, show: ({ responses }) => format.whole(responses) },
        { name: words.manage.created, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => format.date(createdAt) },
        { name: words.manage.actions, value: () => null, acts: true, show: (row) => <RowMenu label={words.manage.actionsOf(row.name)} items={items(row)} /> },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={onAdd}>
      {words.surveys.new}
    </Button>
  )
  return (
    <>
      <AnswerPanel title={words.surveys.title} answer={answer} field="surveys" found={rows} grid={grid} tools={add} rows={4} />
      {removal.dialog}
    </>
  )
}
