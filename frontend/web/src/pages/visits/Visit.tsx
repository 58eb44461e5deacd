import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { Figures } from '../../panels/Figures'
import { gridOf } from '../../panels/grid'
import { Failed } from '../../panels/States'
import { problemOfField, useAnswer } from '../../panels/useAnswer'
import { useValueText } from '../../question/useFilterText'
import { useAsked, useProject, useQuestion } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import page from '../Analysis.module.css'
import { type VisitRow, VisitQuery } from './documents'
import { Timeline } from './Timeline'
import css from './Visits.module.css'

const STEP = 100
const MOST = 1000

/** One visit: who, from where, and all that happened in it. */
export function Visit({ id }: { id: string }) {
  const words = useWords()
  const { id: project } = useProject()
  const [first, setFirst] = useState(STEP)
  const answer = useAnswer(VisitQuery, { project, session: id, first })
  const found = answer.data?.project?.analytics
  const timeline = found?.visitTimeline
  const problem = problemOfField(answer, 'visit')
  if (problem) return <Failed problem={problem} />
  return (
    <>
      {found?.visit && <Head visit={found.visit} />}
      <AnswerPanel
        title={words.visits.timeline}
        answer={answer}
        field="visitTimeline"
        found={timeline?.nodes}
        grid={(nodes) =>
          gridOf(
            [
              { name: words.chart.time, value: ({ timestamp }) => timestamp },
              { name: words.forms.kind, value: ({ type }) => type },
              { name: words.dimensions.page, value: ({ path }) => path },
              { name: words.forms.name, value: ({ name, text }) => name || text },
              { name: words.forms.values, value: ({ value, data }) => data || value },
            ],
            nodes,
            (each) => each.id,
          )
        }
        foot={
          timeline &&
          timeline.totalCount > timeline.nodes.length &&
          first < MOST && (
            <Button size="xs" variant="default" onClick={() => { setFirst(Math.min(MOST, first + STEP)) }}>
              {words.visits.more}
            </Button>
          )
        }
      >
        {(nodes) => <Timeline happenings={nodes} />}
      </AnswerPanel>
    </>
  )
}

function Head({ visit }: { visit: VisitRow }) {
  const words = useWords()
  const format = useFormat()
  const text = useValueText()
  const { zone } = useAsked()
  const { link } = useQuestion()
  const { visitor, startedAt, source, country, browser, os, device, revenue, currency } = visit
  return (
    <>
      <p className={css.who}>
        <Link className={page.link} href={link('/visits', {}, { visitor, visit: null })}>{words.visits.person(visitor)}</Link>
        {' · '}
        {format.moment(startedAt, zone)} · {text('source', source)} · {text('country', country)} · {[browser, os, text('device', device)].join(', ')}
      </p>
      <Figures
        label={words.visits.visit}
        figures={[
          { id: 'pageviews', name: words.visits.pageviews, value: visit.pageviews, format: format.whole },
          { id: 'events', name: words.visits.events, value: visit.events, format: format.whole },
          { id: 'duration', name: words.visits.duration, value: visit.duration, format: format.duration },
          ...(revenue > 0
            ? [{ id: 'revenue', name: words.visits.revenue, value: revenue, format: (value: number) => format.money(value, currency) }]
            : []),
        ]}
      />
    </>
  )
}
