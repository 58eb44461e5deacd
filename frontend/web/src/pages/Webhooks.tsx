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
  const [making, setMaking] = useState(false)
  const rows = answer.data?.project?.webhooks?.nodes
  const open = () => {
    setMaking(true)
  }
  return (
    <div className={css.page}>
      {rows?.length === 0 ? (
        <Teach icon="webhook" title={words.webhooks.title} text={words.webhooks.teach} action={words.webhooks.new} onAction={open} />
      ) : (
        <List answer={answer} rows={rows} onAdd={open} />
      )}
      <Deliveries />
      {making && (
        <Form
          onClose={() => {
            setMaking(false)
          }}
          onSaved={answer.again}
        />
      )}
    </div>
  )
}

function List({ answer, rows, onAdd }: { answer: Answer<unknown>; rows: Row[] | undefined; onAdd: () => void }) {
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
          show: ({ id, url }) => (
            <RowMenu
              label={words.manage.actionsOf(url)}
              items={[
                { name: words.webhooks.test, run: () => void test({ project, id }) },
                { name: words.manage.delete, run: () => { removal.ask({ id, name: url }) } },
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

function Form({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const words = useWords()
  const project = useProject().id
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<Kind[]>(['DAILY_SUMMARY'])
  const [secret, setSecret] = useState('')
  const [{ fetching, error }, create] = useMutation(CreateWebhook)
  const refusal = refusalOf(error, ['url', 'secret'])
  const save = () => {
    void create({ project, url, events, secret: secret || null }).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={words.webhooks.new} refused={refusal.rest} busy={fetching} onSubmit={save} onClose={onClose}>
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
        description={words.webhooks.secretHint}
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
