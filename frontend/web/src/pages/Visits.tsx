import { Button } from '@mantine/core'
import { useAskedVariables } from '../api/asked'
import { AnswerPanel } from '../panels/AnswerPanel'
import { Bars } from '../panels/Bars'
import { Figures } from '../panels/Figures'
import { gridOf } from '../panels/grid'
import { useAnswer } from '../panels/useAnswer'
import { usePageChoice } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { SessionsQuery } from './visits/documents'
import { Profile } from './visits/Profile'
import { Visit } from './visits/Visit'
import { VisitList } from './visits/VisitList'

/** Single visits and visitors. The address says which one; without one it is all of them. */
export default function Visits() {
  const words = useWords()
  const [visit, chooseVisit] = usePageChoice('visit')
  const [visitor, chooseVisitor] = usePageChoice('visitor')
  if (!visit && !visitor) return <All />
  return (
    <div className={page.page}>
      <div>
        <Button size="xs" variant="default" onClick={() => { (visit ? chooseVisit : chooseVisitor)(null) }}>
          {words.forms.back}
        </Button>
      </div>
      {visit ? <Visit key={visit} id={visit} /> : visitor && <Profile key={visitor} id={visitor} onErased={() => { chooseVisitor(null) }} />}
    </div>
  )
}

function All() {
  const words = useWords()
  const format = useFormat()
  const answer = useAnswer(SessionsQuery, useAskedVariables())
  const found = answer.data?.project?.analytics.sessions
  const before = answer.data?.project?.analytics.previous?.sessions
  const band = useBandText()
  return (
    <div className={page.page}>
      <Figures
        label={words.frame.visits}
        figures={[
          { id: 'sessions', name: words.metrics.sessions, value: found?.sessions, before: before?.sessions, format: format.whole },
          { id: 'duration', name: words.metrics.avgDuration, value: found?.avgDuration, before: before?.avgDuration, format: format.duration },
          { id: 'bounceRate', name: words.metrics.bounceRate, value: found?.bounceRate, before: before?.bounceRate, format: format.percent, inverse: true },
          { id: 'perVisit', name: words.visits.perVisit, value: found?.viewsPerSession, before: before?.viewsPerSession, format: format.number },
        ]}
      />
      <AnswerPanel
        title={words.visits.durations}
        answer={answer}
        field="sessions"
        found={found?.durations}
        isEmpty={(bands) => bands.every(({ sessions }) => sessions === 0)}
        grid={(bands) =>
          gridOf(
            [
              { name: words.visits.duration, value: band },
              { name: words.metrics.sessions, value: ({ sessions }) => sessions, show: ({ sessions }) => format.whole(sessions) },
            ],
            bands,
          )
        }
      >
        {(bands) => <Bars bars={bands.map((each) => ({ name: band(each), value: each.sessions, text: format.whole(each.sessions) }))} />}
      </AnswerPanel>
      <VisitList visitor={null} title={words.visits.list} />
    </div>
  )
}

function useBandText() {
  const { visits } = useWords()
  const format = useFormat()
  return ({ fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number | null }) => {
    if (toSeconds === null) return visits.from(format.duration(fromSeconds))
    if (fromSeconds === 0) return visits.under(format.duration(toSeconds))
    return visits.between(format.duration(fromSeconds), format.duration(toSeconds))
  }
}
