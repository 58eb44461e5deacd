import { useMemo, useState } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { RowButton } from '../panels/BarList'
import { TimeChart, useBucketText } from '../panels/chart/TimeChart'
import { gridOf } from '../panels/grid'
import { Pager } from '../panels/Pager'
import { useAnswer } from '../panels/useAnswer'
import { usePaging } from '../panels/usePaging'
import { DimensionChoice } from '../question/DimensionChoice'
import { IntervalChoice } from '../question/IntervalChoice'
import { useAsked, usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { METRICS, ratingOf, useVitalText, type VitalName } from './vitals/thresholds'
import { VitalCards } from './vitals/VitalCards'
import css from './vitals/Vitals.module.css'

const VitalsQuery = graphql(`
  query Vitals(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $compare: Comparison
    $timezone: TimeZone
    $metric: String!
    $interval: Interval!
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, compare: $compare, timezone: $timezone) {
        webVitals {
          metric
          p50
          p75
          p99
          samples
          rating
        }
        previous {
          webVitals {
            metric
            p75
          }
        }
        webVitalSeries(metric: $metric, interval: $interval) {
          data {
            date
            partial
            p75
            samples
          }
        }
      }
    }
  }
`)

const VitalsByQuery = graphql(`
  query VitalsBy(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $by: Dimension!
    $first: Int!
    $after: String
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        webVitalsBy(by: $by, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            value
            samples
            lcpP75
            inpP75
            clsP75
            fcpP75
            ttfbP75
          }
        }
      }
    }
  }
`)

type Answered = NonNullable<ResultOf<typeof VitalsQuery>['project']>['analytics']
export type Vital = NonNullable<Answered['webVitals']>[number]
type Point = NonNullable<Answered['webVitalSeries']>['data'][number]

/** How fast pages feel, as the visitors' browsers measured. */
export default function Vitals() {
  const words = useWords()
  const { drawn, filters } = useAsked()
  const asked = useAskedVariables()
  const [metric, choose] = usePageOption('vital', METRICS)
  const answer = useAnswer(VitalsQuery, { ...asked, metric, interval: upper(drawn) })
  const found = answer.data?.project?.analytics
  const vitalsGrid = useVitalsGrid()
  const pointsGrid = usePointsGrid(metric)
  if (found?.webVitals?.every(({ samples }) => samples === 0) && filters.length === 0)
    return <Teach icon="vitals" title={words.vitals.teachTitle} text={words.vitals.teach} />
  return (
    <div className={page.page}>
      <AnswerPanel
        title={words.vitals.scale}
        answer={answer}
        field="webVitals"
        found={found?.webVitals}
        grid={vitalsGrid}
      >
        {(vitals) => <VitalCards vitals={vitals} before={found?.previous?.webVitals ?? []} chosen={metric} onChoose={choose} />}
      </AnswerPanel>
      <AnswerPanel
        title={words.vitals.series(metric)}
        answer={answer}
        field="webVitalSeries"
        found={found?.webVitalSeries?.data}
        isEmpty={(points) => points.every(({ samples }) => samples === 0)}
        grid={pointsGrid}
        tools={<IntervalChoice />}
      >
        {(points) => <Course points={points} metric={metric} />}
      </AnswerPanel>
      <Where />
    </div>
  )
}

function Course({ points, metric }: { points: Point[]; metric: VitalName }) {
  const { drawn } = useAsked()
  const text = useVitalText()
  const lines = useMemo(
    () => [{ name: metric, kind: 'line' as const, colour: 'accent' as const, values: points.map(({ p75 }) => p75) }],
    [points, metric],
  )
  const format = useMemo(() => (value: number) => text(metric, value), [text, metric])
  return <TimeChart name={metric} buckets={points} interval={drawn} lines={lines} format={format} />
}

function useVitalsGrid() {
  const words = useWords()
  const format = useFormat()
  const text = useVitalText()
  return (vitals: Vital[]) =>
    gridOf(
      [
        { name: words.vitals.metric, value: ({ metric }) => metric },
        ...(['p50', 'p75', 'p99'] as const).map((part) => ({
          name: part,
          value: (vital: Vital) => vital[part],
          show: (vital: Vital) => text(vital.metric, vital[part]),
        })),
        { name: words.vitals.measured, value: ({ samples }) => samples, show: ({ samples }) => format.whole(samples) },
      ],
      vitals,
      ({ metric }) => metric,
    )
}

function usePointsGrid(metric: VitalName) {
  const words = useWords()
  const format = useFormat()
  const text = useVitalText()
  const { drawn } = useAsked()
  const time = useBucketText(drawn)
  return (points: Point[]) =>
    gridOf(
      [
        { name: words.chart.time, value: ({ date }) => date, show: ({ date }) => time(date, true) },
        { name: `${metric} p75`, value: ({ p75 }) => p75, show: ({ p75 }) => text(metric, p75) },
        { name: words.vitals.measured, value: ({ samples }) => samples, show: ({ samples }) => format.whole(samples) },
      ],
      points,
      ({ date }) => date,
    )
}

const SIZE = 10
const DIMENSIONS = ['page', 'device', 'browser', 'country', 'os'] as const
type VitalsRow = NonNullable<NonNullable<ResultOf<typeof VitalsByQuery>['project']>['analytics']['webVitalsBy']>['nodes'][number]
const FIELDS = { LCP: 'lcpP75', INP: 'inpP75', CLS: 'clsP75', FCP: 'fcpP75', TTFB: 'ttfbP75' } as const

/** The same by page, device, browser or place, rated. */
function Where() {
  const words = useWords()
  const format = useFormat()
  const text = useVitalText()
  const { compare: _, ...asked } = useAskedVariables()
  const [by, setBy] = useState<(typeof DIMENSIONS)[number]>('page')
  const paging = usePaging(`${JSON.stringify(asked)} ${by}`, SIZE)
  const answer = useAnswer(VitalsByQuery, { ...asked, by: upper(by), first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.webVitalsBy
  return (
    <AnswerPanel
      title={words.vitals.by}
      answer={answer}
      field="webVitalsBy"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      tools={<DimensionChoice dimensions={DIMENSIONS} value={by} onChange={setBy} />}
      grid={({ nodes }) =>
        gridOf(
          [
            { name: words.dimensions[by], value: ({ value }) => value, show: ({ value }) => <RowButton dimension={by} value={value} /> },
            ...METRICS.map((metric) => ({
              name: metric,
              value: (row: VitalsRow) => row[FIELDS[metric]],
              show: (row: VitalsRow) => {
                const value = row[FIELDS[metric]]
                return (
                  <span className={css.rated} data-rating={ratingOf(metric, value)}>
                    {text(metric, value)}
                  </span>
                )
              },
            })),
            { name: words.vitals.measured, value: ({ samples }) => samples, show: ({ samples }) => format.whole(samples) },
          ],
          nodes,
          ({ value }) => value,
        )
      }
      foot={<Pager paging={paging} list={found} />}
    />
  )
}
