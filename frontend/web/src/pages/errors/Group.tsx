import { Button, Group as Row } from '@mantine/core'
import { Link } from 'wouter'
import { useMutation } from 'urql'
import { upper, useAskedVariables } from '../../api/asked'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { Figures } from '../../panels/Figures'
import { gridOf } from '../../panels/grid'
import { Panel } from '../../panels/Panel'
import { useAnswer } from '../../panels/useAnswer'
import { useValueText } from '../../question/useFilterText'
import { useAsked, useProject, useQuestion } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import page from '../Analysis.module.css'
import { Status } from '../Errors'
import { Course } from './Course'
import { DecideError, type ErrorGroup, ErrorGroupQuery, type Instance } from './documents'
import css from './Errors.module.css'
import { usePointsGrid } from './usePointsGrid'

/** One fault: what is decided about it, when it happens, where, and to whom. */
export function Group({ id, onBack }: { id: string; onBack: () => void }) {
  const words = useWords()
  const { drawn } = useAsked()
  const { compare: _, ...asked } = useAskedVariables()
  const answer = useAnswer(ErrorGroupQuery, { ...asked, group: id, interval: upper(drawn) })
  const found = answer.data?.project?.analytics
  const group = found?.errors?.nodes.find((each) => each.id === id)
  const [latest] = found?.errorInstances?.nodes ?? []
  return (
    <div className={page.page}>
      <div>
        <Button size="xs" variant="default" onClick={onBack}>
          {words.forms.back}
        </Button>
      </div>
      {group && <Head group={group} onDecided={answer.again} />}
      <AnswerPanel
        title={words.errors.series}
        answer={answer}
        field="errorSeries"
        found={found?.errorSeries}
        grid={usePointsGrid()}
      >
        {(points) => <Course points={points} />}
      </AnswerPanel>
      {latest && (
        <Panel title={words.errors.stack}>
          <pre className={css.stack} tabIndex={0}>
            {latest.stack || words.errors.noStack}
          </pre>
        </Panel>
      )}
      <AnswerPanel
        title={words.errors.latest}
        answer={answer}
        field="errorInstances"
        found={found?.errorInstances?.nodes}
        isEmpty={(instances) => instances.length === 0}
        grid={useInstancesGrid()}
      />
    </div>
  )
}

function Head({ group, onDecided }: { group: ErrorGroup; onDecided: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  return (
    <>
      <section className={css.head}>
        <h2>{group.message}</h2>
        <p className={css.file}>{group.filename}</p>
        <Row gap="xs">
          <span role="status" aria-label={words.errors.decided(words.errors.statuses[group.status])}>
            <Status status={group.status} />
          </span>
          <Decisions group={group} onDecided={onDecided} />
        </Row>
      </section>
      <Figures
        label={group.message}
        figures={[
          { id: 'count', name: words.errors.count, value: group.count, format: format.whole },
          { id: 'visitors', name: words.errors.visitors, value: group.visitors, format: format.whole },
          { id: 'sessions', name: words.errors.sessions, value: group.uniqueSessions, format: format.whole, note: `${words.errors.last}: ${format.moment(group.lastSeen, zone)}` },
        ]}
      />
    </>
  )
}

/** What can be done about it: resolved and ignored are left by opening it again. */
function Decisions({ group, onDecided }: { group: ErrorGroup; onDecided: () => void }) {
  const words = useWords()
  const { id: project } = useProject()
  const [{ fetching, error }, decide] = useMutation(DecideError)
  const put = (decision: 'RESOLVED' | 'IGNORED' | null) => {
    void decide({ project, group: group.id, decision }).then(onDecided)
  }
  const open = group.status === 'OPEN' || group.status === 'REGRESSED'
  return (
    <>
      {open ? (
        <>
          <Button size="xs" loading={fetching} onClick={() => { put('RESOLVED') }}>
            {words.errors.resolve}
          </Button>
          <Button size="xs" variant="default" disabled={fetching} onClick={() => { put('IGNORED') }}>
            {words.errors.ignore}
          </Button>
        </>
      ) : (
        <Button size="xs" variant="default" loading={fetching} onClick={() => { put(null) }}>
          {words.errors.reopen}
        </Button>
      )}
      {error && <span role="alert">{error.message}</span>}
    </>
  )
}

function useInstancesGrid() {
  const words = useWords()
  const format = useFormat()
  const text = useValueText()
  const { zone } = useAsked()
  const { link } = useQuestion()
  return (instances: Instance[]) =>
    gridOf(
      [
        {
          name: words.visits.visit,
          value: ({ timestamp }) => timestamp,
          show: ({ timestamp, session, visitor }) => (
            <Link className={page.link} href={link('/visits', {}, { visit: session })} aria-label={words.visits.open(visitor, format.moment(timestamp, zone))}>
              {format.moment(timestamp, zone)}
            </Link>
          ),
        },
        { name: words.dimensions.page, value: ({ path }) => path },
        {
          name: words.errors.where,
          value: ({ filename, lineno }) => `${filename}:${String(lineno ?? '')}`,
          show: ({ filename, lineno }) => `${filename.split('/').at(-1) ?? ''}${lineno === null ? '' : `, ${words.errors.line(String(lineno))}`}`,
        },
        { name: words.errors.who, value: ({ browser, os, device }) => [browser, os, device].join(', ') },
        { name: words.dimensions.country, value: ({ country }) => country, show: ({ country }) => text('country', country) },
      ],
      instances,
      ({ id }) => id,
    )
}
