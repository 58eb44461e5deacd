import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql, type VariablesOf } from '../../api/graphql'
import { FormDialog } from '../../forms/FormDialog'
import { type Refusal, refusalOf } from '../../forms/refusal'
import { useModuleName } from '../../frame/useModuleName'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import type { Row } from '../Alerts'
import css from '../Manage.module.css'

const CreateAlert = graphql(`
  mutation CreateAlert(
    $project: ID
    $name: String!
    $module: String!
    $metric: String!
    $about: String
    $operator: AlertOperator!
    $threshold: Float!
    $basis: AlertBasis!
    $windowMinutes: Int!
    $cooldownMinutes: Int!
    $notifyChannels: [AlertChannelInput!]
  ) {
    createAlert(
      project: $project
      name: $name
      module: $module
      metric: $metric
      about: $about
      operator: $operator
      threshold: $threshold
      basis: $basis
      windowMinutes: $windowMinutes
      cooldownMinutes: $cooldownMinutes
      notifyChannels: $notifyChannels
    ) {
      id
    }
  }
`)

const UpdateAlert = graphql(`
  mutation UpdateAlert(
    $project: ID
    $id: ID!
    $name: String!
    $module: String!
    $metric: String!
    $about: String
    $operator: AlertOperator!
    $threshold: Float!
    $basis: AlertBasis!
    $windowMinutes: Int!
    $cooldownMinutes: Int!
    $notifyChannels: [AlertChannelInput!]
  ) {
    updateAlert(
      project: $project
      id: $id
      name: $name
      module: $module
      metric: $metric
      about: $about
      operator: $operator
      threshold: $threshold
      basis: $basis
      windowMinutes: $windowMinutes
      cooldownMinutes: $cooldownMinutes
      notifyChannels: $notifyChannels
    ) {
      id
    }
  }
`)

const ChoicesQuery = graphql(`
  query AlertChoices($project: ID) {
    project(id: $project) {
      id
      alertMetrics {
        module
        metric
        about
        description
      }
      goals(first: 1000) {
        nodes {
          id
          name
        }
      }
      funnels(first: 1000) {
        nodes {
          id
          name
        }
      }
    }
  }
`)

type Sent = VariablesOf<typeof CreateAlert>
const OPERATORS = ['GT', 'GTE', 'LT', 'LTE', 'EQ'] as const
const BASES = ['VALUE', 'SAME_HOUR'] as const

interface Draft {
  name: string
  measure: string
  about: string | null
  operator: Sent['operator']
  threshold: number
  basis: Sent['basis']
  window: number
  cooldown: number
  mails: string[]
  urls: string[]
}

const FIRST: Draft = {
  name: '',
  measure: 'pageviews/visitors',
  about: null,
  operator: 'LT',
  threshold: 1,
  basis: 'VALUE',
  window: 60,
  cooldown: 60,
  mails: [],
  urls: [],
}

/** An alert as it stands, to be changed. */
function draftOf(alert: Row): Draft {
  const { name, module, metric, about, operator, threshold, basis, windowMinutes, cooldownMinutes, notifyChannels } = alert
  return {
    name,
    measure: `${module}/${metric}`,
    about,
    operator,
    threshold,
    basis,
    window: windowMinutes,
    cooldown: cooldownMinutes,
    mails: notifyChannels.flatMap(({ address }) => address ?? []),
    urls: notifyChannels.flatMap(({ url }) => url ?? []),
  }
}

function variablesOf(draft: Draft): Omit<Sent, 'project'> {
  const [module = '', metric = ''] = draft.measure.split('/')
  return {
    name: draft.name,
    module,
    metric,
    about: draft.about,
    operator: draft.operator,
    threshold: draft.threshold,
    basis: draft.basis,
    windowMinutes: draft.window,
    cooldownMinutes: draft.cooldown,
    notifyChannels: [
      ...draft.mails.map((address) => ({ type: 'EMAIL' as const, address })),
      ...draft.urls.map((url) => ({ type: 'WEBHOOK' as const, url: url.trim() })),
    ],
  }
}

interface Props {
  /** the one that is changed; none for a new one */
  alert: Row | null
  onClose: () => void
  onSaved: () => void
}

export function AlertForm({ alert, onClose, onSaved }: Props) {
  const words = useWords()
  const project = useProject().id
  const [draft, setDraft] = useState(() => (alert ? draftOf(alert) : FIRST))
  const [made, create] = useMutation(CreateAlert)
  const [changed, update] = useMutation(UpdateAlert)
  const refusal = refusalOf(made.error ?? changed.error, ['name', 'threshold'])
  const put = (changed: Partial<Draft>) => {
    setDraft({ ...draft, ...changed })
  }
  const save = () => {
    const sent = { project, ...variablesOf(draft) }
    void (alert ? update({ ...sent, id: alert.id }) : create(sent)).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={alert ? words.manage.editOf(alert.name) : words.alerts.new} size="lg" refused={refusal.rest} busy={made.fetching || changed.fetching} onSubmit={save} onClose={onClose}>
      <TextInput
        label={words.manage.name}
        value={draft.name}
        onChange={(event) => {
          put({ name: event.currentTarget.value })
        }}
        error={refusal.at('name')}
        data-autofocus
        required
      />
      <Measure draft={draft} onChange={put} />
      <Bounds draft={draft} refusal={refusal} onChange={put} />
      <TagsInput label={words.alerts.mail} description={words.alerts.mailHint} value={draft.mails} onChange={(mails) => { put({ mails }) }} acceptValueOnBlur />
      <TagsInput label={words.alerts.url} description={words.alerts.urlHint} value={draft.urls} onChange={(urls) => { put({ urls }) }} acceptValueOnBlur />
    </FormDialog>
  )
}

interface PartProps {
  draft: Draft
  onChange: (changed: Partial<Draft>) => void
}

/** What is watched, and where that is about a goal or a funnel, which one. */
function Measure({ draft, onChange }: PartProps) {
  const words = useWords()
  const nameOf = useModuleName()
  const project = useProject().id
  const [{ data }] = useQuery({ query: ChoicesQuery, variables: { project } })
  const found = data?.project
  const metrics = found?.alertMetrics ?? []
  const chosen = metrics.find(({ module, metric }) => `${module}/${metric}` === draft.measure)
  const choices = [...Map.groupBy(metrics, ({ module }) => module)].map(([module, own]) => ({
    group: nameOf(module),
    items: own.map(({ metric }) => ({ value: `${module}/${metric}`, label: words.measures[metric] ?? metric })),
  }))
  const subjects = chosen?.about === 'goal' ? found?.goals?.nodes : found?.funnels?.nodes
  return (
    <>
      <Select
        label={words.alerts.metric}
        description={chosen?.description}
        data={choices}
        value={draft.measure}
        onChange={(measure) => {
          if (measure) onChange({ measure, about: null })
        }}
        allowDeselect={false}
        searchable
      />
      {chosen?.about && (
        <Select
          label={words.alerts.about}
          data={(subjects ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.about}
          onChange={(about) => {
            onChange({ about })
          }}
        />
      )}
    </>
  )
}

function Bounds({ draft, refusal, onChange }: PartProps & { refusal: Refusal }) {
  const words = useWords()
  return (
    <>
      <div className={css.row}>
        <Select
          flex={1}
          label={words.alerts.operator}
          data={OPERATORS.map((value) => ({ value, label: words.alerts.operators[value] }))}
          value={draft.operator}
          onChange={(operator) => {
            if (operator) onChange({ operator })
          }}
          allowDeselect={false}
        />
        <NumberInput w={130} label={words.alerts.threshold} value={draft.threshold} error={refusal.at('threshold')} onChange={(value) => { onChange({ threshold: Number(value) }) }} />
        <Select
          flex={1}
          label={words.alerts.basis}
          data={BASES.map((value) => ({ value, label: words.alerts.bases[value] }))}
          value={draft.basis}
          onChange={(basis) => {
            if (basis) onChange({ basis })
          }}
          allowDeselect={false}
        />
      </div>
      <div className={css.row}>
        <NumberInput flex={1} label={words.alerts.window} min={1} value={draft.window} onChange={(value) => { onChange({ window: Number(value) }) }} />
        <NumberInput flex={1} label={words.alerts.cooldown} min={0} value={draft.cooldown} onChange={(value) => { onChange({ cooldown: Number(value) }) }} />
      </div>
    </>
  )
}
