import { useMemo } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { AnswerPanel } from '../panels/AnswerPanel'
import { type Bucket, TimeChart } from '../panels/chart/TimeChart'
import { gridOf } from '../panels/grid'
import { useAnswer } from '../panels/useAnswer'
import { Choice, Pick } from '../parts/Choice'
import { usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'

const CohortsQuery = graphql(`
  query Cohorts(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $groupBy: CohortPeriod!
    $metric: CohortMetric!
  ) {
    project(id: $project) {
      id
      currency
      analytics(range: $range, where: $where, timezone: $timezone) {
        cohorts(groupBy: $groupBy, metric: $metric) {
          cohorts {
            period
            visitors
            total
            avgPerVisitor
            partial
          }
        }
      }
    }
  }
`)

type Answered = NonNullable<ResultOf<typeof CohortsQuery>['project']>
type Row = NonNullable<Answered['analytics']['cohorts']>['cohorts'][number]

const PERIODS = ['week', 'month'] as const
const METRICS = ['pageviews', 'sessions', 'events', 'revenue'] as const

/** Weeks or months side by side. */
export default function Cohorts() {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const [groupBy, chooseGroup] = usePageOption('by', PERIODS)
  const [metric, chooseMetric] = usePageOption('of', METRICS)
  const answer = useAnswer(CohortsQuery, { ...asked, groupBy: upper(groupBy), metric: upper(metric) })
  const project = answer.data?.project
  const rows = project?.analytics.cohorts?.cohorts
  const amount = useAmount(metric === 'revenue' ? (project?.currency ?? '') : null)
  const shared = { answer, field: 'cohorts', found: rows, grid: useGrid(groupBy, amount) }
  const { PAGEVIEWS, SESSIONS, EVENTS, REVENUE } = words.cohorts.metrics
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Choice
          label={words.cohorts.groupBy}
          names={{ week: words.cohorts.periods.WEEK, month: words.cohorts.periods.MONTH }}
          value={groupBy}
          onChange={chooseGroup}
        />
        <Pick
          label={words.cohorts.metric}
          names={{ pageviews: PAGEVIEWS, sessions: SESSIONS, events: EVENTS, revenue: REVENUE }}
          value={metric}
          onChange={chooseMetric}
        />
      </div>
      <div className={page.two}>
        <AnswerPanel title={words.cohorts.visitors} {...shared}>
          {(found) => <Bars rows={found} by={groupBy} name={words.cohorts.visitors} of="visitors" />}
        </AnswerPanel>
        <AnswerPanel title={`${words.cohorts.metrics[upper(metric)]}: ${words.cohorts.each}`} {...shared}>
          {(found) => <Bars rows={found} by={groupBy} name={words.cohorts.each} of="avgPerVisitor" />}
        </AnswerPanel>
      </div>
      <AnswerPanel title={words.cohorts.title} {...shared} />
    </div>
  )
}

/** How an amount of the metric is written: money where it is revenue. */
function useAmount(currency: string | null): (value: number) => string {
  const format = useFormat()
  return (value) => (currency === null ? format.number(value) : format.money(value, currency))
}

const dayOf = (period: string): string => (period.length === 7 ? `${period}-01` : period)

interface BarsProps {
  rows: Row[]
  by: 'week' | 'month'
  name: string
  of: 'visitors' | 'avgPerVisitor'
}

function Bars({ rows, by, name, of }: BarsProps) {
  const format = useFormat()
  const buckets = useMemo((): Bucket[] => rows.map(({ period, partial }) => ({ date: dayOf(period), partial })), [rows])
  const lines = useMemo(
    () => [{ name, kind: 'bar' as const, colour: of === 'visitors' ? ('accent' as const) : ('indigo' as const), values: rows.map((row) => row[of]) }],
    [rows, name, of],
  )
  return <TimeChart name={name} buckets={buckets} interval={by} lines={lines} format={format.number} />
}

function useGrid(by: 'week' | 'month', amount: (value: number) => string) {
  const words = useWords()
  const format = useFormat()
  return (rows: Row[]) =>
    gridOf(
      [
        {
          name: words.cohorts.period,
          value: ({ period }) => period,
          show: ({ period, partial }) =>
            `${format.bucket(Date.parse(dayOf(period)), by, 'UTC', by === 'month')}${partial ? ` (${words.retention.partial})` : ''}`,
        },
        { name: words.cohorts.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
        { name: words.cohorts.total, value: ({ total }) => total, show: ({ total }) => amount(total) },
        { name: words.cohorts.each, value: (row) => row.avgPerVisitor, show: (row) => amount(row.avgPerVisitor) },
      ],
      rows,
      ({ period }) => period,
    )
}
