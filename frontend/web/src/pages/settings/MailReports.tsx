import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql, type ResultOf, type VariablesOf } from '../../api/graphql'
import { FormDialog } from '../../forms/FormDialog'
import { refusalOf } from '../../forms/refusal'
import { RowMenu } from '../../forms/RowMenu'
import { useRemoval } from '../../forms/useRemoval'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { gridOf } from '../../panels/grid'
import { useAnswer } from '../../panels/useAnswer'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './Settings.module.css'

const SubscribersQuery = graphql(`
  query Subscribers($project: ID) {
    project(id: $project) {
      id
      subscribers(first: 1000) {
        nodes {
          id
          address
          frequency
          createdAt
        }
      }
    }
  }
`)

const CreateSubscriber = graphql(`
  mutation CreateSubscriber($project: ID, $address: String!, $frequency: ReportFrequency!) {
    createSubscriber(project: $project, address: $address, frequency: $frequency) {
      id
    }
  }
`)

const DeleteSubscriber = graphql(`
  mutation DeleteSubscriber($project: ID, $id: ID!) {
    deleteSubscriber(project: $project, id: $id)
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof SubscribersQuery>['project']>['subscribers']>['nodes'][number]
type Frequency = VariablesOf<typeof CreateSubscriber>['frequency']
const FREQUENCIES: Frequency[] = ['WEEKLY', 'MONTHLY']

/** Who gets the numbers by mail. */
export function MailReports() {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const answer = useAnswer(SubscribersQuery, { project })
  const removal = useRemoval(DeleteSubscriber, answer.again)
  const [adding, setAdding] = useState(false)
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        { name: words.mails.address, value: ({ address }) => address },
        { name: words.mails.frequency, value: ({ frequency }) => words.mails.frequencies[frequency] },
        { name: words.manage.created, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => format.date(createdAt) },
        {
          name: words.manage.actions,
          value: () => null,
          acts: true,
          show: ({ id, address }) => (
            <RowMenu label={words.manage.actionsOf(address)} items={[{ name: words.manage.delete, run: () => { removal.ask({ id, name: address }) } }]} />
          ),
        },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={() => { setAdding(true) }}>
      {words.mails.new}
    </Button>
  )
  return (
    <>
      <AnswerPanel
        title={words.mails.title}
        answer={answer}
        field="subscribers"
        found={answer.data?.project?.subscribers?.nodes}
        isEmpty={(found) => found.length === 0}
        empty={<p className={css.hint}>{`${words.mails.text} ${words.mails.none}`}</p>}
        grid={grid}
        tools={add}
        rows={2}
      />
      {removal.dialog}
      {adding && <Form onSaved={answer.again} onClose={() => { setAdding(false) }} />}
    </>
  )
}

function Form({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const words = useWords()
  const project = useProject().id
  const [address, setAddress] = useState('')
  const [frequency, setFrequency] = useState<Frequency>('WEEKLY')
  const [{ fetching, error }, create] = useMutation(CreateSubscriber)
  const refusal = refusalOf(error, ['address'])
  const save = () => {
    void create({ project, address: address.trim(), frequency }).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={words.mails.new} refused={refusal.rest} busy={fetching} onSubmit={save} onClose={onClose}>
      <TextInput
        type="email"
        label={words.mails.address}
        value={address}
        onChange={(event) => { setAddress(event.currentTarget.value) }}
        error={refusal.at('address')}
        data-autofocus
        required
      />
      <Select
        label={words.mails.frequency}
        data={FREQUENCIES.map((value) => ({ value, label: words.mails.frequencies[value] }))}
        value={frequency}
        onChange={(chosen) => {
          if (chosen) setFrequency(chosen)
        }}
        allowDeselect={false}
      />
    </FormDialog>
  )
}
