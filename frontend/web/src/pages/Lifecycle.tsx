import { useMemo } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { AnswerPanel } from '../panels/AnswerPanel'
import { TimeChart, useBucketText } from '../panels/chart/TimeChart'
import { Figures } from '../panels/Figures'
import { gridOf } from '../panels/grid'
import { Bars } from '../panels/Bars'
import { useAnswer } from '../panels/useAnswer'
import { Choice } from '../parts/Choice'
import { usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'

const LifecycleQuery = graphql(`
  query Lifecycle($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone, $interval: Interval!) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        lifecycle(interval: $interval) {
          date
          partial
          new
          returning
          resurrecting
          dormant
        }
        stickiness(interval: $interval) {
          average
          visitors
          rows {
            periods
            visitors
            percentage
          }
        }
      }
    }
  }
`)

type Answered = NonNullable<ResultOf<typeof LifecycleQuery>['project']>['analytics']
type Row = NonNullable<Answered['lifecycle']>[number]

const INTERVALS = ['week', 'day', 'month'] as const
type Unit = (typeof INTERVALS)[number]

/** Which visitors are new, which stay, which come back, which go. */
export default function Lifecycle() {
  const words = useWords()
  const format = useFormat()
  const { compare: _, ...asked } = useAskedVariables()
  const [interval, choose] = usePageOption('each', INTERVALS)
  const answer = useAnswer(LifecycleQuery, { ...asked, interval: upper(interval) })
  const found = answer.data?.project?.analytics
  const { day, week, month } = words.interval
  const count = words.lifecycle.count[upper(interval)]
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Choice label={words.lifecycle.interval} names={{ day, week, month }} value={interval} onChange={choose} />
      </div>
      <AnswerPanel title={words.lifecycle.title} answer={answer} field="lifecycle" found={found?.lifecycle} grid={useGrid(interval)}>
        {(rows) => <Course rows={rows} interval={interval} />}
      </AnswerPanel>
      <Figures
        label={words.lifecycle.stickiness}
        figures={[
          { id: 'average', name: words.lifecycle.average, value: found?.stickiness?.average, format: format.number },
          { id: 'visitors', name: words.lifecycle.visitors, value: found?.stickiness?.visitors, format: format.whole },
        ]}
      />
      <AnswerPanel
        title={words.lifecycle.stickiness}
        answer={answer}
        field="stickiness"
        found={found?.stickiness}
        isEmpty={({ visitors }) => visitors === 0}
        grid={({ rows }) =>
          gridOf(
            [
              { name: words.lifecycle.periods, value: ({ periods }) => periods },
              { name: words.lifecycle.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
              { name: words.lifecycle.share, value: ({ percentage }) => percentage, show: ({ percentage }) => format.percent(percentage) },
            ],
            rows,
          )
        }
      >
        {({ rows }) => (
          <Bars
            bars={rows.slice(0, 1 + rows.findLastIndex(({ visitors }) => visitors > 0)).map(({ periods, visitors, percentage }) => ({
              name: count(periods),
              value: visitors,
              text: format.whole(visitors),
              aside: format.percent(percentage),
            }))}
          />
        )}
      </AnswerPanel>
    </div>
  )
}

function Course({ rows, interval }: { rows: Row[]; interval: Unit }) {
  const { lifecycle } = useWords()
  const format = useFormat()
  const lines = useMemo(
    () => [
      { name: lifecycle.new, kind: 'bar' as const, colour: 'accent' as const, values: rows.map((row) => row.new) },
      { name: lifecycle.returning, kind: 'bar' as const, colour: 'indigo' as const, values: rows.map((row) => row.returning) },
      { name: lifecycle.resurrecting, kind: 'bar' as const, colour: 'amber' as const, values: rows.map((row) => row.resurrecting) },
      { name: lifecycle.dormant, kind: 'bar' as const, colour: 'ghost' as const, values: rows.map((row) => -row.dormant) },
    ],
    [rows, lifecycle],
  )
  // those who are gone hang below the axis, yet are counted as they are
  const positive = useMemo(() => (value: number) => format.short(Math.abs(value)), [format])
  return <TimeChart name={lifecycle.title} buckets={rows} interval={interval} lines={lines} format={positive} />
}

function useGrid(interval: Unit) {
  const words = useWords()
  const format = useFormat()
  const time = useBucketText(interval)
  const column = (of: 'new' | 'returning' | 'resurrecting' | 'dormant') => ({
    name: words.lifecycle[of],
    value: (row: Row) => row[of],
    show: (row: Row) => format.whole(row[of]),
  })
  return (rows: Row[]) =>
    gridOf(
      [
        { name: words.chart.time, value: ({ date }) => date, show: ({ date, partial }) => `${time(date, true)}${partial ? ` (${words.chart.unfinished})` : ''}` },
        column('new'),
        column('returning'),
        column('resurrecting'),
        column('dormant'),
      ],
      rows,
      ({ date }) => date,
    )
}
