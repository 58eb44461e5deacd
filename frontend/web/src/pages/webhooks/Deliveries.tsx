import { Button } from '@mantine/core'
import { useMutation } from 'urql'
import { graphql, type ResultOf } from '../../api/graphql'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { gridOf } from '../../panels/grid'
import { useAnswer } from '../../panels/useAnswer'
import { useAsked, useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from '../Manage.module.css'

const DeliveriesQuery = graphql(`
  query Deliveries($project: ID) {
    project(id: $project) {
      id
      deliveries(first: 50) {
        nodes {
          id
          kind
          target
          status
          createdAt
          body
          attempts {
            at
            delivered
            status
            detail
            tookMs
          }
        }
      }
    }
  }
`)

const Resend = graphql(`
  mutation ResendDelivery($project: ID, $id: ID!) {
    resendDelivery(project: $project, id: $id) {
      id
    }
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof DeliveriesQuery>['project']>['deliveries']>['nodes'][number]

/** What was sent to the outside, how often it was tried, and what came back. */
export function Deliveries() {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const { zone } = useAsked()
  const answer = useAnswer(DeliveriesQuery, { project })
  const [, resend] = useMutation(Resend)
  const grid = (found: Row[]) =>
    gridOf<Row>(
      [
        { name: words.webhooks.when, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => format.moment(createdAt, zone) },
        { name: words.webhooks.kind, value: ({ kind }) => kind, show: (row) => <Body row={row} /> },
        { name: words.webhooks.target, value: ({ target }) => target },
        {
          name: words.manage.status,
          value: ({ status }) => status,
          show: ({ status }) => (
            <span className={css.status} data-on={status === 'DELIVERED'} data-bad={status === 'FAILED'}>
              {words.webhooks.statuses[status]}
            </span>
          ),
        },
        { name: words.webhooks.attempts, value: ({ attempts }) => attempts.length, show: ({ attempts }) => <Attempts attempts={attempts} /> },
        {
          name: words.manage.actions,
          value: () => null,
          acts: true,
          show: ({ id, kind, status }) => (
            <Button
              size="compact-xs"
              variant="default"
              disabled={status === 'WAITING'}
              aria-label={words.webhooks.againOf(kind)}
              onClick={() => void resend({ project, id }).then(answer.again)}
            >
              {words.webhooks.again}
            </Button>
          ),
        },
      ],
      found,
      ({ id }) => id,
    )
  return (
    <AnswerPanel
      title={words.webhooks.log}
      answer={answer}
      field="deliveries"
      found={answer.data?.project?.deliveries?.nodes}
      isEmpty={(found) => found.length === 0}
      empty={<p className={css.soft}>{words.webhooks.noLog}</p>}
      grid={grid}
    />
  )
}

function Body({ row }: { row: Row }) {
  return (
    <details>
      <summary>{row.kind}</summary>
      <pre className={css.body}>{row.body}</pre>
    </details>
  )
}

function Attempts({ attempts }: { attempts: Row['attempts'] }) {
  const format = useFormat()
  const last = attempts.at(-1)
  if (!last) return 0
  const outcome = last.status === null ? last.detail : String(last.status)
  return (
    <span title={last.detail}>
      {format.whole(attempts.length)} · {outcome} · {format.whole(last.tookMs)} ms
    </span>
  )
}
