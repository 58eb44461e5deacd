import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { Note } from '../panels/States'
import { useAnswer } from '../panels/useAnswer'
import { Choice, Pick } from '../parts/Choice'
import { usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { CohortGrid } from './retention/CohortGrid'
import { Curve } from './retention/Curve'
import { useCohortText } from './retention/useCohortText'

const RetentionQuery = graphql(`
  query Retention(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $period: RetentionPeriod!
    $returning: RetentionReturn!
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        retention(period: $period, returning: $returning) {
          cohorts {
            cohort
            initialVisitors
            partial
            cells {
              day
              visitors
              percentage
              unknown
            }
          }
        }
      }
    }
  }
`)

type Answered = NonNullable<ResultOf<typeof RetentionQuery>['project']>
export type Cohort = NonNullable<Answered['analytics']['retention']>['cohorts'][number]

const PERIODS = ['weekly', 'daily', 'monthly'] as const
const RETURNINGS = ['on_or_after', 'exactly'] as const

/** Which part of the visitors who came first in a period comes back, and after how many days. */
export default function Retention() {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const [period, choosePeriod] = usePageOption('period', PERIODS)
  const [returning, chooseReturning] = usePageOption('returning', RETURNINGS)
  const answer = useAnswer(RetentionQuery, { ...asked, period: upper(period), returning: upper(returning) })
  const cohorts = answer.data?.project?.analytics.retention?.cohorts
  const { DAILY, WEEKLY, MONTHLY } = words.retention.periods
  const { ON_OR_AFTER, EXACTLY } = words.retention.returnings
  const shared = {
    answer,
    field: 'retention',
    found: cohorts,
    isEmpty: (found: Cohort[]) => found.length === 0,
    empty: <Note>{words.retention.teach}</Note>,
    grid: useRetentionGrid(period),
  }
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Choice
          label={words.retention.period}
          names={{ daily: DAILY, weekly: WEEKLY, monthly: MONTHLY }}
          value={period}
          onChange={choosePeriod}
        />
        <Pick
          label={words.retention.returning}
          names={{ on_or_after: ON_OR_AFTER, exactly: EXACTLY }}
          value={returning}
          onChange={chooseReturning}
        />
      </div>
      <AnswerPanel title={words.retention.title} {...shared}>
        {(found) => <CohortGrid cohorts={found} period={period} />}
      </AnswerPanel>
      <AnswerPanel title={words.retention.curve} {...shared}>
        {(found) => <Curve cohorts={found} />}
      </AnswerPanel>
    </div>
  )
}

export type Period = (typeof PERIODS)[number]

function useRetentionGrid(period: Period) {
  const words = useWords()
  const format = useFormat()
  const name = useCohortText(period)
  return (cohorts: Cohort[]) =>
    gridOf(
      [
        { name: words.retention.cohort, value: ({ cohort }) => cohort, show: ({ cohort }) => name(cohort) },
        { name: words.retention.size, value: (row) => row.initialVisitors, show: (row) => format.whole(row.initialVisitors) },
        ...(cohorts[0]?.cells ?? []).map(({ day }, index) => ({
          name: words.retention.day(day),
          value: (row: Cohort) => row.cells[index]?.percentage ?? null,
          show: (row: Cohort) => {
            const part = row.cells[index]?.percentage ?? null
            return part === null ? '–' : format.percent(part)
          },
        })),
      ],
      cohorts,
      ({ cohort }) => cohort,
    )
}
