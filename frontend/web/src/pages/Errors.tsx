import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { Figures } from '../panels/Figures'
import { gridOf } from '../panels/grid'
import { Pager } from '../panels/Pager'
import { Note } from '../panels/States'
import { useAnswer } from '../panels/useAnswer'
import { usePaging } from '../panels/usePaging'
import { Pick } from '../parts/Choice'
import { Icon } from '../parts/icons'
import { IntervalChoice } from '../question/IntervalChoice'
import { useAsked, usePageChoice, usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { Course } from './errors/Course'
import { type ErrorGroup, ErrorsQuery, ErrorTotalsQuery } from './errors/documents'
import css from './errors/Errors.module.css'
import { Group } from './errors/Group'
import { usePointsGrid } from './errors/usePointsGrid'

const STATUSES = ['all', 'open', 'regressed', 'resolved', 'ignored'] as const
const TYPING_MS = 250
const SIZE = 15

/** What breaks for visitors. The address says which error; without one it is all of them. */
export default function Errors() {
  const [chosen, choose] = usePageChoice('error')
  return chosen ? <Group id={chosen} onBack={() => { choose(null) }} /> : <All onChoose={choose} />
}

/** How often, for how many, where, and whether somebody has seen to it. */
function All({ onChoose }: { onChoose: (id: string) => void }) {
  const words = useWords()
  const format = useFormat()
  const { drawn, filters } = useAsked()
  const asked = useAskedVariables()
  const totals = useAnswer(ErrorTotalsQuery, { ...asked, interval: upper(drawn) })
  const found = totals.data?.project?.analytics
  const stats = found?.errorStats
  const before = found?.previous?.errorStats
  const points = usePointsGrid()
  if (stats?.totalErrors === 0 && filters.length === 0)
    return <Teach icon="errors" title={words.errors.teachTitle} text={`${words.errors.none} ${words.errors.teach}`} />
  return (
    <div className={page.page}>
      <Figures
        label={words.frame.errors}
        figures={[
          { id: 'total', name: words.errors.total, value: stats?.totalErrors, before: before?.totalErrors, format: format.whole, inverse: true },
          { id: 'groups', name: words.errors.groups, value: stats?.uniqueErrors, before: before?.uniqueErrors, format: format.whole, inverse: true },
          { id: 'sessions', name: words.errors.sessions, value: stats?.affectedSessions, before: before?.affectedSessions, format: format.whole, inverse: true },
          { id: 'rate', name: words.errors.rate, value: stats?.errorRate, before: before?.errorRate, format: format.percent, inverse: true },
        ]}
      />
      <AnswerPanel
        title={words.errors.series}
        answer={totals}
        field="errorSeries"
        found={found?.errorSeries}
        grid={points}
        tools={<IntervalChoice />}
      >
        {(points) => <Course points={points} />}
      </AnswerPanel>
      <Groups onChoose={onChoose} />
    </div>
  )
}

/** The groups, to search and to tell apart by what was decided about them. */
function Groups({ onChoose }: { onChoose: (id: string) => void }) {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const [status, chooseStatus] = usePageOption('status', STATUSES)
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search.trim(), TYPING_MS)
  const question = { ...asked, status: status === 'all' ? null : upper(status), search: settled === '' ? null : settled }
  const paging = usePaging(JSON.stringify(question), SIZE)
  const answer = useAnswer(ErrorsQuery, { ...question, first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.errors
  const { OPEN, REGRESSED, RESOLVED, IGNORED } = words.errors.statuses
  return (
    <AnswerPanel
      title={words.errors.list}
      answer={answer}
      field="errors"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      empty={<Note>{words.errors.none}</Note>}
      tools={
        <>
          <TextInput
            type="search"
            size="xs"
            aria-label={words.errors.find}
            placeholder={words.errors.find}
            leftSection={<Icon name="search" size={14} />}
            value={search}
            onChange={({ currentTarget }) => { setSearch(currentTarget.value) }}
          />
          <Pick
            label={words.errors.status}
            names={{ all: words.errors.all, open: OPEN, regressed: REGRESSED, resolved: RESOLVED, ignored: IGNORED }}
            value={status}
            onChange={chooseStatus}
          />
        </>
      }
      grid={useGroupsGrid(onChoose)}
      foot={<Pager paging={paging} list={found} />}
    />
  )
}

/** The part of a script's address that tells scripts of one site apart. */
const pathOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : address)

function useGroupsGrid(onChoose: (id: string) => void) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  return ({ nodes }: { nodes: ErrorGroup[] }) =>
    gridOf(
      [
        {
          name: words.errors.message,
          value: ({ message }) => message,
          show: ({ id, message, filename }) => (
            <>
              <button type="button" className={page.link} onClick={() => { onChoose(id) }}>
                {message}
              </button>
              <div className={css.file} title={filename}>{pathOf(filename)}</div>
            </>
          ),
        },
        { name: words.errors.status, value: ({ status }) => status, show: ({ status }) => <Status status={status} /> },
        { name: words.errors.count, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.errors.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
        { name: words.errors.last, value: ({ lastSeen }) => lastSeen, show: ({ lastSeen }) => format.moment(lastSeen, zone) },
      ],
      nodes,
      ({ id }) => id,
    )
}

export function Status({ status }: { status: ErrorGroup['status'] }) {
  const words = useWords()
  return (
    <span className={css.status} data-status={status}>
      {words.errors.statuses[status]}
    </span>
  )
}
