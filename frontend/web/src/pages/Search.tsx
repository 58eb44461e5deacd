import { useMemo } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { TimeChart, useBucketText } from '../panels/chart/TimeChart'
import { Figures } from '../panels/Figures'
import { gridOf } from '../panels/grid'
import { useAnswer } from '../panels/useAnswer'
import { IntervalChoice } from '../question/IntervalChoice'
import { useAsked } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'

const RowFields = graphql(`
  fragment SearchRowFields on SearchRow @_unmask {
    query
    count
    unique
    avgResults
    zeroResults
  }
`)

const SearchQuery = graphql(
  `
    query Search($project: ID, $range: RangeInput, $where: FilterInput, $compare: Comparison, $timezone: TimeZone, $interval: Interval!) {
      project(id: $project) {
        id
        analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
          searchTotals {
            count
            queries
            unique
            zeroResults
            zeroResultsRate
            avgResults
          }
          previous {
            searchTotals {
              count
              queries
              unique
              zeroResultsRate
              avgResults
            }
          }
          searchSeries(interval: $interval) {
            date
            partial
            count
            zeroResults
          }
          top: searches(first: 50) {
            nodes {
              ...SearchRowFields
            }
          }
          fruitless: searches(first: 50, fruitless: true) {
            nodes {
              ...SearchRowFields
            }
          }
        }
      }
    }
  `,
  [RowFields],
)

type Row = ResultOf<typeof RowFields>
type Point = NonNullable<NonNullable<ResultOf<typeof SearchQuery>['project']>['analytics']['searchSeries']>[number]

/** What visitors search for on the site, and what they do not find. */
export default function Search() {
  const words = useWords()
  const format = useFormat()
  const { drawn, filters } = useAsked()
  const asked = useAskedVariables()
  const answer = useAnswer(SearchQuery, { ...asked, interval: upper(drawn) })
  const found = answer.data?.project?.analytics
  const totals = found?.searchTotals
  const before = found?.previous?.searchTotals
  const rows = useRowsGrid()
  const points = usePointsGrid()
  if (totals?.count === 0 && filters.length === 0)
    return <Teach icon="search" title={words.search.teachTitle} text={words.search.teach} />
  return (
    <div className={page.page}>
      <Figures
        label={words.frame.search}
        figures={[
          { id: 'count', name: words.search.count, value: totals?.count, before: before?.count, format: format.whole },
          { id: 'queries', name: words.search.queries, value: totals?.queries, before: before?.queries, format: format.whole },
          { id: 'unique', name: words.search.unique, value: totals?.unique, before: before?.unique, format: format.whole },
          { id: 'zeroRate', name: words.search.zeroRate, value: totals?.zeroResultsRate, before: before?.zeroResultsRate, format: format.percent, inverse: true },
          { id: 'avg', name: words.search.avg, value: totals?.avgResults, before: before?.avgResults, format: format.number },
        ]}
      />
      <AnswerPanel title={words.search.series} answer={answer} field="searchSeries" found={found?.searchSeries} grid={points} tools={<IntervalChoice />}>
        {(series) => <Course points={series} />}
      </AnswerPanel>
      <div className={page.two}>
        <AnswerPanel title={words.search.top} answer={answer} field="top" found={found?.top?.nodes} isEmpty={(nodes) => nodes.length === 0} grid={rows} />
        <AnswerPanel title={words.search.fruitless} answer={answer} field="fruitless" found={found?.fruitless?.nodes} isEmpty={(nodes) => nodes.length === 0} grid={rows} />
      </div>
    </div>
  )
}

function Course({ points }: { points: Point[] }) {
  const { search } = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const lines = useMemo(
    () => [
      { name: search.found, kind: 'bar' as const, colour: 'accent' as const, values: points.map(({ count, zeroResults }) => count - zeroResults) },
      { name: search.zero, kind: 'bar' as const, colour: 'amber' as const, values: points.map(({ zeroResults }) => zeroResults) },
    ],
    [points, search],
  )
  return <TimeChart name={search.series} buckets={points} interval={drawn} lines={lines} format={format.short} />
}

function usePointsGrid() {
  const words = useWords()
  const format = useFormat()
  const { drawn } = useAsked()
  const time = useBucketText(drawn)
  return (points: Point[]) =>
    gridOf(
      [
        { name: words.chart.time, value: ({ date }) => date, show: ({ date }) => time(date, true) },
        { name: words.search.count, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.search.zero, value: ({ zeroResults }) => zeroResults, show: ({ zeroResults }) => format.whole(zeroResults) },
      ],
      points,
      ({ date }) => date,
    )
}

function useRowsGrid() {
  const words = useWords()
  const format = useFormat()
  return (rows: Row[]) =>
    gridOf(
      [
        { name: words.search.query, value: ({ query }) => query },
        { name: words.search.count, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.search.unique, value: ({ unique }) => unique, show: ({ unique }) => format.whole(unique) },
        { name: words.search.zero, value: ({ zeroResults }) => zeroResults, show: ({ zeroResults }) => format.whole(zeroResults) },
        { name: words.search.avg, value: ({ avgResults }) => avgResults, show: ({ avgResults }) => (avgResults === null ? '–' : format.number(avgResults)) },
      ],
      rows,
      ({ query }) => query,
    )
}
