import { graphql, type ResultOf } from '../../api/graphql'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { type Figure, Figures } from '../../panels/Figures'
import { gridOf } from '../../panels/grid'
import { GridTable } from '../../panels/GridTable'
import { useAnswer } from '../../panels/useAnswer'
import { useAsked, useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from '../Manage.module.css'

const StatsQuery = graphql(`
  query SurveyResults($project: ID, $id: ID!) {
    project(id: $project) {
      id
      surveyStats(id: $id) {
        totalResponses
        completedResponses
        completionRate
        dismissals
        questions {
          id
          text
          type
          answered
          avgValue
          nps
          distribution {
            value
            count
          }
        }
      }
    }
  }
`)

const ResponsesQuery = graphql(`
  query SurveyResponses($project: ID, $id: ID!) {
    project(id: $project) {
      id
      surveyResponses(id: $id, first: 50) {
        nodes {
          id
          submittedAt
          path
          completed
          answers {
            questionId
            value
          }
        }
      }
    }
  }
`)

type Stats = NonNullable<NonNullable<ResultOf<typeof StatsQuery>['project']>['surveyStats']>
type Question = Stats['questions'][number]
type Response = NonNullable<NonNullable<ResultOf<typeof ResponsesQuery>['project']>['surveyResponses']>['nodes'][number]

export function SurveyResults({ id, name }: { id: string; name: string }) {
  const words = useWords()
  const project = useProject().id
  const answer = useAnswer(StatsQuery, { project, id })
  const found = answer.data?.project?.surveyStats
  return (
    <>
      <AnswerPanel title={words.surveys.results(name)} answer={answer} field="surveyStats" found={found}>
        {(stats) => (
          <>
            <Totals stats={stats} />
            {stats.questions.map((question) => (
              <Distribution key={question.id} question={question} />
            ))}
          </>
        )}
      </AnswerPanel>
      <Responses id={id} />
    </>
  )
}

function Totals({ stats }: { stats: Stats }) {
  const words = useWords()
  const format = useFormat()
  const figures: Figure[] = [
    { id: 'totalResponses', name: words.surveys.responses, value: stats.totalResponses, format: format.whole },
    { id: 'completedResponses', name: words.surveys.completed, value: stats.completedResponses, format: format.whole },
    { id: 'completionRate', name: words.surveys.completion, value: stats.completionRate, format: format.percent },
    { id: 'dismissals', name: words.surveys.dismissed, value: stats.dismissals, format: format.whole },
  ]
  return <Figures figures={figures} label={words.surveys.responses} />
}

function Distribution({ question }: { question: Question }) {
  const words = useWords()
  const format = useFormat()
  const most = Math.max(1, ...question.distribution.map(({ count }) => count))
  const grid = gridOf(
    [
      { name: words.surveys.answer, value: ({ value }) => value },
      {
        name: words.surveys.count,
        value: ({ count }) => count,
        show: ({ count }) => (
          <span className={css.chance}>
            <span className={css.track} aria-hidden="true">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </span>
            {format.whole(count)}
          </span>
        ),
      },
    ],
    question.distribution,
  )
  const told = [
    words.surveys.answered(format.whole(question.answered)),
    ...(question.avgValue === null ? [] : [words.surveys.mean(format.number(question.avgValue))]),
    ...(question.nps === null ? [] : [words.surveys.nps(format.whole(Math.round(question.nps)))]),
  ]
  return (
    <section className={css.question}>
      <h3>{question.text}</h3>
      <p className={css.soft}>{told.join(' · ')}</p>
      {question.distribution.length > 0 && <GridTable grid={grid} label={question.text} />}
    </section>
  )
}

function Responses({ id }: { id: string }) {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const { zone } = useAsked()
  const answer = useAnswer(ResponsesQuery, { project, id })
  const found = answer.data?.project?.surveyResponses?.nodes
  const grid = (rows: Response[]) =>
    gridOf(
      [
        { name: words.surveys.when, value: ({ submittedAt }) => submittedAt, show: ({ submittedAt }) => format.moment(submittedAt, zone) },
        { name: words.surveys.page, value: ({ path }) => path },
        { name: words.surveys.answers, value: ({ answers }) => answers.map(({ value }) => said(value)).join(' · ') },
      ],
      rows,
      (row) => row.id,
    )
  return (
    <AnswerPanel
      title={words.surveys.latest}
      answer={answer}
      field="surveyResponses"
      found={found}
      isEmpty={(rows) => rows.length === 0}
      empty={<p className={css.soft}>{words.surveys.none}</p>}
      grid={grid}
    />
  )
}

const said = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))
