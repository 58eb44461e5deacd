import { useMemo, useState } from 'react'
import { upper, useAskedVariables } from '../../api/asked'
import type { ResultOf } from '../../api/graphql'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { RowButton } from '../../panels/BarList'
import { TimeChart, useBucketText } from '../../panels/chart/TimeChart'
import { Figures } from '../../panels/Figures'
import { gridOf } from '../../panels/grid'
import { Pager } from '../../panels/Pager'
import { Failed } from '../../panels/States'
import { problemOfField, useAnswer } from '../../panels/useAnswer'
import { usePaging } from '../../panels/usePaging'
import { DimensionChoice, VISIT_DIMENSIONS, type VisitDimension } from '../../question/DimensionChoice'
import { IntervalChoice } from '../../question/IntervalChoice'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import { GoalByQuery, GoalQuery } from './documents'

type Answered = NonNullable<ResultOf<typeof GoalQuery>['project']>
type Point = NonNullable<Answered['analytics']['goalTimeseries']>[number]

/** How often a goal is reached, by whom, and what it earns. */
export function GoalReport({ id }: { id: string }) {
  const words = useWords()
  const { drawn } = useAsked()
  const asked = useAskedVariables()
  const answer = useAnswer(GoalQuery, { ...asked, id, interval: upper(drawn) })
  const project = answer.data?.project
  const problem = problemOfField(answer, 'goal')
  const grid = usePointsGrid()
  return (
    <>
      {problem && !project ? <Failed problem={problem} /> : <Sums project={project} />}
      <AnswerPanel
        title={words.goals.series}
        answer={answer}
        field="goalTimeseries"
        found={project?.analytics.goalTimeseries}
        grid={grid}
        tools={<IntervalChoice />}
      >
        {(points) => <Course points={points} />}
      </AnswerPanel>
      <Breakdown id={id} />
    </>
  )
}

function Sums({ project }: { project: Answered | null | undefined }) {
  const words = useWords()
  const format = useFormat()
  const goal = project?.analytics.goal
  const before = goal?.previous
  const currency = project?.currency ?? ''
  const others = goal?.revenue.filter((money) => money.currency !== currency) ?? []
  const note = others.map((money) => format.money(money.amount, money.currency)).join(', ')
  return (
    <Figures
      label={words.goals.goal}
      figures={[
        { id: 'conversions', name: words.goals.conversions, value: goal?.conversions, before: before?.conversions, format: format.whole },
        { id: 'unique', name: words.goals.unique, value: goal?.uniqueVisitors, before: before?.uniqueVisitors, format: format.whole },
        { id: 'rate', name: words.goals.rate, value: goal?.conversionRate, before: before?.conversionRate, format: (value) => format.percent(value, 2) },
        {
          id: 'revenue',
          name: words.goals.revenue,
          value: goal?.totalRevenue,
          before: before?.totalRevenue,
          format: (value) => format.money(value, currency),
          ...(note && { note: words.goals.otherCurrencies(note) }),
        },
      ]}
    />
  )
}

function Course({ points }: { points: Point[] }) {
  const words = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const lines = useMemo(
    () => [{ name: words.goals.conversions, kind: 'bar' as const, colour: 'accent' as const, values: points.map(({ conversions }) => conversions) }],
    [points, words],
  )
  return <TimeChart name={words.goals.conversions} buckets={points} interval={drawn} lines={lines} format={format.short} />
}

function usePointsGrid() {
  const words = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const time = useBucketText(drawn)
  return (points: Point[]) =>
    gridOf(
      [
        { name: words.chart.time, value: ({ date }) => date, show: ({ date, partial }) => `${time(date, true)}${partial ? ` (${words.chart.unfinished})` : ''}` },
        { name: words.goals.conversions, value: (row) => row.conversions, show: (row) => format.whole(row.conversions) },
        { name: words.goals.unique, value: (row) => row.uniqueVisitors, show: (row) => format.whole(row.uniqueVisitors) },
        { name: words.goals.rate, value: (row) => row.conversionRate, show: (row) => format.percent(row.conversionRate, 2) },
      ],
      points,
      ({ date }) => date,
    )
}

const SIZE = 10

function Breakdown({ id }: { id: string }) {
  const words = useWords()
  const format = useFormat()
  const { compare: _, ...asked } = useAskedVariables()
  const [by, setBy] = useState<VisitDimension>('source')
  const paging = usePaging(`${JSON.stringify(asked)} ${by}`, SIZE)
  const answer = useAnswer(GoalByQuery, { ...asked, id, by: upper(by), first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.goalBreakdown
  return (
    <AnswerPanel
      title={words.goals.breakdown}
      answer={answer}
      field="goalBreakdown"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      tools={<DimensionChoice dimensions={VISIT_DIMENSIONS} value={by} onChange={setBy} />}
      grid={({ nodes }) =>
        gridOf(
          [
            { name: words.dimensions[by], value: ({ value }) => value, show: ({ value }) => <RowButton dimension={by} value={value} /> },
            { name: words.goals.conversions, value: (row) => row.conversions, show: (row) => format.whole(row.conversions) },
            { name: words.goals.unique, value: (row) => row.uniqueVisitors, show: (row) => format.whole(row.uniqueVisitors) },
            { name: words.goals.visitors, value: (row) => row.visitors, show: (row) => format.whole(row.visitors) },
            { name: words.goals.rate, value: (row) => row.conversionRate, show: (row) => format.percent(row.conversionRate, 2) },
          ],
          nodes,
          ({ value }) => value,
        )
      }
      foot={<Pager paging={paging} list={found} />}
    />
  )
}
