import { graphql, type ResultOf } from '../../api/graphql'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { gridOf } from '../../panels/grid'
import { useAnswer } from '../../panels/useAnswer'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from '../Manage.module.css'

const ResultsQuery = graphql(`
  query ExperimentResults($project: ID, $id: ID!) {
    project(id: $project) {
      id
      experimentResults(id: $id) {
        results {
          variant
          visitors
          conversions
          conversionRate
          chanceToBeBest
          revenuePerVisitor
          uplift {
            value
            low
            high
          }
        }
        sampleRatio {
          pValue
          mismatch
        }
        runTime {
          effect
          visitorsMissing
          daysLeft
        }
      }
    }
  }
`)

type Results = NonNullable<NonNullable<ResultOf<typeof ResultsQuery>['project']>['experimentResults']>
type Row = Results['results'][number]

export function ExperimentResults({ id, name }: { id: string; name: string }) {
  const words = useWords()
  const project = useProject().id
  const answer = useAnswer(ResultsQuery, { project, id })
  const found = answer.data?.project?.experimentResults
  const grid = useGrid()
  return (
    <AnswerPanel
      title={words.experiments.results(name)}
      answer={answer}
      field="experimentResults"
      found={found}
      grid={({ results }) => grid(results)}
      foot={found && <Notes results={found} />}
    />
  )
}

function useGrid() {
  const words = useWords()
  const format = useFormat()
  const signed = (value: number) => `${value > 0 ? '+' : ''}${format.percent(value)}`
  return (rows: Row[]) =>
    gridOf<Row>(
      [
        { name: words.experiments.variant, value: ({ variant }) => variant },
        { name: words.experiments.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
        { name: words.experiments.conversions, value: ({ conversions }) => conversions, show: ({ conversions }) => format.whole(conversions) },
        { name: words.experiments.rate, value: ({ conversionRate }) => conversionRate, show: ({ conversionRate }) => format.percent(conversionRate) },
        {
          name: words.experiments.uplift,
          value: ({ uplift }) => uplift?.value ?? null,
          show: ({ uplift }) => (uplift ? `${signed(uplift.value)} (${signed(uplift.low)} … ${signed(uplift.high)})` : '–'),
        },
        {
          name: words.experiments.chance,
          value: ({ chanceToBeBest }) => chanceToBeBest,
          show: ({ chanceToBeBest }) => (chanceToBeBest === null ? '–' : <Chance percent={chanceToBeBest} />),
        },
        { name: words.experiments.revenue, value: ({ revenuePerVisitor }) => revenuePerVisitor, show: ({ revenuePerVisitor }) => format.number(revenuePerVisitor) },
      ],
      rows,
    )
}

function Chance({ percent }: { percent: number }) {
  const format = useFormat()
  return (
    <span className={css.chance}>
      <span className={css.track} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      {format.percent(percent)}
    </span>
  )
}

function Notes({ results: { results, sampleRatio, runTime } }: { results: Results }) {
  const words = useWords()
  const format = useFormat()
  const effect = format.percent(runTime.effect)
  const seen = results.some(({ visitors }) => visitors > 0)
  if (!seen) return <p className={css.soft}>{words.experiments.none}</p>
  const { visitorsMissing: missing, daysLeft } = runTime
  return (
    <>
      {sampleRatio.mismatch && (
        <p className={css.note} role="alert">
          {words.experiments.mismatch(sampleRatio.pValue.toPrecision(2))}
        </p>
      )}
      {missing !== null && (
        <span className={css.soft}>
          {missing === 0 ? words.experiments.enough(effect) : words.experiments.missing(format.whole(missing), effect)}
          {missing > 0 && daysLeft !== null && words.experiments.days(format.whole(daysLeft))}
        </span>
      )}
    </>
  )
}
