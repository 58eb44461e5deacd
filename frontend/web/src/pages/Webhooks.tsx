import { Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql, type ResultOf } from '../api/graphql'
import { FormDialog } from '../forms/FormDialog'
import { refusalOf } from '../forms/refusal'
import { RowMenu } from '../forms/RowMenu'
import { Teach } from '../forms/Teach'
import { useRemoval } from '../forms/useRemoval'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { type Answer, useAnswer } from '../panels/useAnswer'
import { useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './Manage.module.css'
import { Deliveries } from './webhooks/Deliveries'

const WebhooksQuery = graphql(`
  query Webhooks($project: ID) {
    project(id: $project) {
      id
      webhooks(first: 1000) {
        nodes {
          id
          url
          events
          signed
          createdAt
        }
      }
    }
  }
`)

const CreateWebhook = graphql(`
  mutation CreateWebhook($project: ID, $url: URL!, $events: [WebhookEvent!]!, $secret: String) {
    createWebhook(project: $project, url: $url, events: $events, secret: $secret) {
      id
    }
  }
`)

const UpdateWebhook = graphql(`
  mutation UpdateWebhook($project: ID, $id: ID!, $url: URL!, $events: [WebhookEvent!]!, $secret: String) {
    updateWebhook(project: $project, id: $id, url: $url, events: $events, secret: $secret) {
      id
    }
  }
`)

const TestWebhook = graphql(`
  mutation TestWebhook($project: ID, $id: ID!) {
    testWebhook(project: $project, id: $id) {
      success
      statusCode
      responseTimeMs
      detail
    }
  }
`)

const DeleteWebhook = graphql(`
  mutation DeleteWebhook($project: ID, $id: ID!) {
    deleteWebhook(project: $project, id: $id)
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof WebhooksQuery>['project']>['webhooks']>['nodes'][number]
type Kind = Row['events'][number]
const KINDS: Kind[] = ['DAILY_SUMMARY', 'TRAFFIC_SPIKE', 'ZERO_TRAFFIC']

/** Addresses that are called, and all that was sent to them or to anybody else. */
export default function Webhooks() {
  const words = useWords()
  const { id } = useProject()
  const answer = useAnswer(WebhooksQuery, { project: id })
  const [draft, setDraft] = useState<Row | 'new' | null>(null)
  const rows = answer.data?.project?.webhooks?.nodes
  const open = () => {
    setDraft('new')
  }
  return (
    <div className={css.page}>
      {rows?.length === 0 ? (
        <Teach icon="webhook" title={words.webhooks.title} text={words.webhooks.teach} action={words.webhooks.new} onAction={open} />
      ) : (
        <List answer={answer} rows={rows} onAdd={open} onEdit={setDraft} />
      )}
      <Deliveries />
      {draft && (
        <Form
          webhook={draft === 'new' ? null : draft}
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
  const project = useProject().id
  const [{ data, fetching }, test] = useMutation(TestWebhook)
  const removal = useRemoval(DeleteWebhook, answer.again)
  const tested = data?.testWebhook
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        { name: words.webhooks.url, value: ({ url }) => url },
        { name: words.webhooks.events, value: ({ events }) => events.map((kind) => words.webhooks.kinds[kind]).join(', ') },
        { name: words.manage.status, value: ({ signed }) => (signed ? words.webhooks.signed : null) },
        { name: words.manage.created, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => format.date(createdAt) },
        {
          name: words.manage.actions,
          value: () => null,
          acts: true,
          show: (row) => (
            <RowMenu
              label={words.manage.actionsOf(row.url)}
              items={[
                { name: words.webhooks.test, run: () => void test({ project, id: row.id }) },
                { name: words.manage.edit, run: () => { onEdit(row) } },
                { name: words.manage.delete, run: () => { removal.ask({ id: row.id, name: row.url }) } },
              ]}
            />
          ),
        },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={onAdd}>
      {words.webhooks.new}
    </Button>
  )
  const said = tested?.success
    ? words.webhooks.tested(String(tested.statusCode ?? ''), format.whole(tested.responseTimeMs))
    : tested && words.webhooks.failed(tested.detail)
  return (
    <>
      <AnswerPanel
        title={words.webhooks.title}
        answer={answer}
        field="webhooks"
        found={rows}
        grid={grid}
        tools={add}
        rows={3}
        foot={<span role="status">{fetching ? '…' : said}</span>}
      />
      {removal.dialog}
    </>
  )
}

interface FormProps {
  /** the one that is changed; none for a new one */
  webhook: Row | null
  onClose: () => void
  onSaved: () => void
}

function Form({ webhook, onClose, onSaved }: FormProps) {
  const words = useWords()
  const project = useProject().id
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [events, setEvents] = useState<Kind[]>(webhook?.events ?? ['DAILY_SUMMARY'])
  const [secret, setSecret] = useState('')
  const [made, create] = useMutation(CreateWebhook)
  const [changed, update] = useMutation(UpdateWebhook)
  const refusal = refusalOf(made.error ?? changed.error, ['url', 'secret'])
  const save = () => {
    const sent = { project, url, events, secret: secret || null }
    void (webhook ? update({ ...sent, id: webhook.id }) : create(sent)).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={webhook ? words.manage.editOf(webhook.url) : words.webhooks.new} refused={refusal.rest} busy={made.fetching || changed.fetching} onSubmit={save} onClose={onClose}>
      <TextInput
        type="url"
        label={words.webhooks.url}
        placeholder="https://"
        value={url}
        onChange={(event) => {
          setUrl(event.currentTarget.value)
        }}
        error={refusal.at('url')}
        data-autofocus
        required
      />
      <Checkbox.Group
        label={words.webhooks.events}
        value={events}
        onChange={(chosen) => {
          setEvents(KINDS.filter((kind) => chosen.includes(kind)))
        }}
      >
        <Stack gap="xs" mt={4}>
          {KINDS.map((kind) => (
            <Checkbox key={kind} value={kind} label={words.webhooks.kinds[kind]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <PasswordInput
        label={words.webhooks.secret}
        description={webhook?.signed ? words.webhooks.kept : words.webhooks.secretHint}
        autoComplete="new-password"
        value={secret}
        onChange={(event) => {
          setSecret(event.currentTarget.value)
        }}
        error={refusal.at('secret')}
      />
    </FormDialog>
  )
}
