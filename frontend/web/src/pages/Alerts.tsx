import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql, type ResultOf } from '../api/graphql'
import { EditMenu } from '../forms/EditMenu'
import { Teach } from '../forms/Teach'
import { useRemoval } from '../forms/useRemoval'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { type Answer, useAnswer } from '../panels/useAnswer'
import { useAsked, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import { AlertForm } from './alerts/AlertForm'
import css from './Manage.module.css'

const AlertsQuery = graphql(`
  query Alerts($project: ID) {
    project(id: $project) {
      id
      alerts(first: 1000) {
        nodes {
          id
          name
          module
          metric
          about
          operator
          threshold
          basis
          windowMinutes
          cooldownMinutes
          enabled
          lastTriggered
          notifyChannels {
            type
            url
            address
          }
        }
      }
      alertFirings(first: 50) {
        nodes {
          id
          alertId
          firedAt
          resolvedAt
          value
          threshold
          expected
        }
      }
    }
  }
`)

const ToggleAlert = graphql(`
  mutation ToggleAlert($project: ID, $id: ID!) {
    toggleAlert(project: $project, id: $id) {
      id
      enabled
    }
  }
`)

const DeleteAlert = graphql(`
  mutation DeleteAlert($project: ID, $id: ID!) {
    deleteAlert(project: $project, id: $id)
  }
`)

type Found = NonNullable<ResultOf<typeof AlertsQuery>['project']>
export type Row = NonNullable<Found['alerts']>['nodes'][number]
type Firing = NonNullable<Found['alertFirings']>['nodes'][number]

/** Alerts, and when they fired. */
export default function Alerts() {
  const words = useWords()
  const { id } = useProject()
  const answer = useAnswer(AlertsQuery, { project: id })
  const [draft, setDraft] = useState<Row | 'new' | null>(null)
  const rows = answer.data?.project?.alerts?.nodes
  const open = () => {
    setDraft('new')
  }
  const form = draft && (
    <AlertForm
      alert={draft === 'new' ? null : draft}
      onClose={() => {
        setDraft(null)
      }}
      onSaved={answer.again}
    />
  )
  if (rows?.length === 0)
    return (
      <>
        <Teach icon="bell" title={words.alerts.title} text={words.alerts.teach} action={words.alerts.new} onAction={open} />
        {form}
      </>
    )
  return (
    <div className={css.page}>
      <Rules answer={answer} rows={rows} onAdd={open} onEdit={setDraft} />
      <Firings answer={answer} firings={answer.data?.project?.alertFirings?.nodes} names={new Map(rows?.map((row) => [row.id, row.name]))} />
      {form}
    </div>
  )
}

interface RulesProps {
  answer: Answer<unknown>
  rows: Row[] | undefined
  onAdd: () => void
  onEdit: (row: Row) => void
}

function Rules({ answer, rows, onAdd, onEdit }: RulesProps) {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const { zone } = useAsked()
  const [, toggle] = useMutation(ToggleAlert)
  const removal = useRemoval(DeleteAlert, answer.again)
  const bound = useBoundText()
  const rule = ({ metric, operator, threshold, basis, windowMinutes }: Row) =>
    words.alerts.condition(words.measures[metric] ?? metric, words.alerts.operators[operator], bound(threshold, basis === 'SAME_HOUR'), format.whole(windowMinutes))
  const told = ({ notifyChannels }: Row) => notifyChannels.map(({ url, address }) => address ?? url).join(', ') || words.alerts.noChannel
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        { name: words.manage.name, value: ({ name }) => name },
        {
          name: words.manage.status,
          value: ({ enabled }) => String(enabled),
          show: ({ id, name, enabled }) => (
            <Switch
              aria-label={words.alerts.enabled(name)}
              checked={enabled}
              onChange={() => void toggle({ project, id }).then(answer.again)}
            />
          ),
        },
        { name: words.alerts.operator, value: rule },
        { name: words.alerts.channels, value: told },
        {
          name: words.alerts.last,
          value: ({ lastTriggered }) => lastTriggered,
          show: ({ lastTriggered }) => (lastTriggered ? format.moment(lastTriggered, zone) : words.alerts.never),
        },
        {
          name: words.manage.actions,
          value: () => null,
          acts: true,
          show: (row) => <EditMenu name={row.name} onEdit={() => { onEdit(row) }} onDelete={() => { removal.ask(row) }} />,
        },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={onAdd}>
      {words.alerts.new}
    </Button>
  )
  return (
    <>
      <AnswerPanel title={words.alerts.title} answer={answer} field="alerts" found={rows} grid={grid} tools={add} rows={4} />
      {removal.dialog}
    </>
  )
}

/** A threshold: a number, or per cent of what is usual at that hour. */
function useBoundText() {
  const words = useWords()
  const format = useFormat()
  return (threshold: number, usual: boolean) => (usual ? words.alerts.usual(format.percent(threshold, 0)) : format.number(threshold))
}

interface FiringsProps {
  answer: Answer<unknown>
  firings: Firing[] | undefined
  names: Map<string, string>
}

function Firings({ answer, firings, names }: FiringsProps) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  const bound = useBoundText()
  const told = ({ value, expected }: Firing) =>
    expected === null ? format.number(value) : words.alerts.against(format.number(value), format.number(expected))
  const grid = (found: Firing[]) =>
    gridOf<Firing>(
      [
        { name: words.alerts.fired, value: ({ firedAt }) => firedAt, show: ({ firedAt }) => format.moment(firedAt, zone) },
        { name: words.manage.name, value: ({ alertId }) => names.get(alertId) ?? null },
        { name: words.alerts.value, value: ({ value }) => value, show: told },
        { name: words.alerts.threshold, value: ({ threshold }) => threshold, show: ({ threshold, expected }) => bound(threshold, expected !== null) },
        {
          name: words.alerts.resolved,
          value: ({ resolvedAt }) => resolvedAt,
          show: ({ resolvedAt }) => (resolvedAt ? format.moment(resolvedAt, zone) : words.alerts.still),
        },
      ],
      found,
      ({ id }) => id,
    )
  return (
    <AnswerPanel
      title={words.alerts.firings}
      answer={answer}
      field="alertFirings"
      found={firings}
      isEmpty={(found) => found.length === 0}
      empty={<p className={css.soft}>{words.alerts.noFirings}</p>}
      grid={grid}
    />
  )
}
