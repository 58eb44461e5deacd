import { Button, Checkbox, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { whereOf } from '../api/asked'
import { graphql, type ResultOf, type VariablesOf } from '../api/graphql'
import { FormDialog } from '../forms/FormDialog'
import { refusalOf } from '../forms/refusal'
import { EditMenu } from '../forms/EditMenu'
import { Teach } from '../forms/Teach'
import { useRemoval } from '../forms/useRemoval'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { type Answer, useAnswer } from '../panels/useAnswer'
import { Copied } from '../parts/Copied'
import { FilterBar } from '../question/FilterBar'
import { useAsked, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './Manage.module.css'

const SharesQuery = graphql(`
  query Shares($project: ID) {
    project(id: $project) {
      id
      shares(first: 1000) {
        nodes {
          id
          name
          url
          modules
          passwordProtected
          expiresAt
          embed
          badge
          createdAt
        }
      }
    }
  }
`)

const CreateShare = graphql(`
  mutation CreateShare(
    $project: ID
    $name: String!
    $password: String
    $period: Period
    $where: FilterInput
    $embed: Boolean!
    $badge: Boolean!
    $expiresAt: DateTime
  ) {
    createShare(
      project: $project
      name: $name
      password: $password
      period: $period
      where: $where
      embed: $embed
      badge: $badge
      expiresAt: $expiresAt
    ) {
      id
      url
    }
  }
`)

const UpdateShare = graphql(`
  mutation UpdateShare(
    $project: ID
    $id: ID!
    $name: String!
    $password: String
    $embed: Boolean!
    $badge: Boolean!
    $expiresAt: DateTime
  ) {
    updateShare(
      project: $project
      id: $id
      name: $name
      password: $password
      embed: $embed
      badge: $badge
      expiresAt: $expiresAt
    ) {
      id
    }
  }
`)

const DeleteShare = graphql(`
  mutation DeleteShare($project: ID, $id: ID!) {
    deleteShare(project: $project, id: $id)
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof SharesQuery>['project']>['shares']>['nodes'][number]
type Sent = VariablesOf<typeof CreateShare>

/** Dashboards for people without a key. */
export default function Sharing() {
  const words = useWords()
  const { id } = useProject()
  const answer = useAnswer(SharesQuery, { project: id })
  const [draft, setDraft] = useState<Row | 'new' | null>(null)
  const rows = answer.data?.project?.shares?.nodes
  const open = () => {
    setDraft('new')
  }
  return (
    <div className={css.page}>
      {rows?.length === 0 ? (
        <Teach icon="sharing" title={words.shares.title} text={words.shares.teach} action={words.shares.new} onAction={open} />
      ) : (
        <List answer={answer} rows={rows} onAdd={open} onEdit={setDraft} />
      )}
      {draft && (
        <Form
          share={draft === 'new' ? null : draft}
          onClose={() => {
            setDraft(null)
          }}
          onSaved={answer.again}
        />
      )}
    </div>
  )
}

interface ListProps {
  answer: Answer<unknown>
  rows: Row[] | undefined
  onAdd: () => void
  onEdit: (row: Row) => void
}

function List({ answer, rows, onAdd, onEdit }: ListProps) {
  const words = useWords()
  const format = useFormat()
  const removal = useRemoval(DeleteShare, answer.again)
  const traits = ({ passwordProtected, embed, badge }: Row) =>
    [passwordProtected && words.shares.locked, embed && words.shares.framed, badge && words.shares.counted].filter((text) => text !== false).join(', ')
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        {
          name: words.manage.name,
          value: ({ name }) => name,
          show: ({ name, url }) => (
            <a href={url} target="_blank" rel="noopener">
              {name}
            </a>
          ),
        },
        { name: words.manage.status, value: traits },
        {
          name: words.shares.expires,
          value: ({ expiresAt }) => expiresAt,
          show: ({ expiresAt }) => (expiresAt ? format.date(expiresAt) : words.shares.never),
        },
        {
          name: words.shares.link,
          value: ({ url }) => url,
          show: ({ url, embed }) => (
            <Group gap={6} wrap="nowrap">
              <Copied text={url} label={words.shares.copy} />
              {embed && <Copied text={frameOf(url)} label={words.shares.copyEmbed} />}
            </Group>
          ),
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
      {words.shares.new}
    </Button>
  )
  return (
    <>
      <AnswerPanel title={words.shares.title} answer={answer} field="shares" found={rows} grid={grid} tools={add} rows={3} />
      {removal.dialog}
    </>
  )
}

const frameOf = (url: string): string => `<iframe src="${url}" width="100%" height="900" style="border:0" loading="lazy"></iframe>`

const PERIODS = { LAST_7_DAYS: '7d', LAST_30_DAYS: '30d', LAST_90_DAYS: '90d', LAST_12_MONTHS: '12m' } as const
type Period = keyof typeof PERIODS

const draftOf = (share: Row | null) => ({
  name: share?.name ?? '',
  password: '',
  period: null as Period | null,
  expires: share?.expiresAt ? dayOf(share.expiresAt) : '',
  embed: share?.embed ?? false,
  badge: share?.badge ?? false,
})

/** A share lasts to the end of a day, as the clock of whoever chose it has it. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()
const dayOf = (moment: string): string => new Date(moment).toLocaleDateString('sv')

interface FormProps {
  /** the one that is changed; none for a new one */
  share: Row | null
  onClose: () => void
  onSaved: () => void
}

function Form({ share, onClose, onSaved }: FormProps) {
  const words = useWords()
  const project = useProject().id
  const { filters } = useAsked()
  const [draft, setDraft] = useState(() => draftOf(share))
  const [made, create] = useMutation(CreateShare)
  const [changed, update] = useMutation(UpdateShare)
  const refusal = refusalOf(made.error ?? changed.error, ['name', 'password', 'expires_at'])
  const put = (changed: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changed })
  }
  const save = () => {
    const { name, password, period, expires, embed, badge } = draft
    const kept = { project, name, password: password || null, embed, badge, expiresAt: expires ? endOf(expires) : null }
    const bounds: Pick<Sent, 'period' | 'where'> = { period, where: whereOf(filters) ?? null }
    void (share ? update({ ...kept, id: share.id }) : create({ ...kept, ...bounds })).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={share ? words.manage.editOf(share.name) : words.shares.new} refused={refusal.rest} busy={made.fetching || changed.fetching} onSubmit={save} onClose={onClose}>
      <TextInput label={words.manage.name} value={draft.name} onChange={(event) => { put({ name: event.currentTarget.value }) }} error={refusal.at('name')} data-autofocus required />
      <PasswordInput
        label={words.shares.password}
        description={share?.passwordProtected ? words.shares.keepPassword : words.shares.passwordHint}
        autoComplete="new-password"
        value={draft.password}
        onChange={(event) => {
          put({ password: event.currentTarget.value })
        }}
        error={refusal.at('password')}
      />
      {!share && (
        <Select
          label={words.shares.range}
          placeholder={words.shares.any}
          data={Object.entries(PERIODS).map(([value, preset]) => ({ value: value as Period, label: words.range.presets[preset] }))}
          value={draft.period}
          onChange={(period) => {
            put({ period })
          }}
          clearable
        />
      )}
      <TextInput type="date" label={words.shares.expires} description={words.manage.optional} value={draft.expires} onChange={(event) => { put({ expires: event.currentTarget.value }) }} error={refusal.at('expires_at')} />
      <Stack gap="xs">
        <Checkbox label={words.shares.embed} checked={draft.embed} onChange={(event) => { put({ embed: event.currentTarget.checked }) }} />
        <Checkbox label={words.shares.badge} checked={draft.badge} onChange={(event) => { put({ badge: event.currentTarget.checked }) }} />
      </Stack>
      {!share && filters.length > 0 && (
        <div>
          <p className={css.soft}>{words.shares.filters}</p>
          <FilterBar />
        </div>
      )}
    </FormDialog>
  )
}
