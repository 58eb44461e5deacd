import { useManages } from '../../frame/session'
import { Figures } from '../../panels/Figures'
import { Panel } from '../../panels/Panel'
import { Failed } from '../../panels/States'
import { problemOfField, useAnswer } from '../../panels/useAnswer'
import { useAsked, useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import page from '../Analysis.module.css'
import { VisitorQuery } from './documents'
import { TheirData } from './TheirData'
import { VisitList } from './VisitList'
import css from './Visits.module.css'

/** One visitor: how often they came, what they told, and each visit. */
export function Profile({ id, onErased }: { id: string; onErased: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  const { id: project } = useProject()
  const manages = useManages()
  const answer = useAnswer(VisitorQuery, { project, visitor: id })
  const found = answer.data?.project?.analytics.visitor
  const problem = problemOfField(answer, 'visitor')
  if (problem) return <Failed problem={problem} />
  return (
    <>
      <p className={css.who}>
        {words.visits.person(id)}. {words.visits.hash}
      </p>
      <Figures
        label={words.visits.person(id)}
        figures={[
          { id: 'sessions', name: words.visits.sessions, value: found?.sessions, format: format.whole, ...(found && { note: `${words.visits.first}: ${format.moment(found.firstSeen, zone)}` }) },
          { id: 'pageviews', name: words.visits.pageviews, value: found?.pageviews, format: format.whole, ...(found && { note: `${words.visits.last}: ${format.moment(found.lastSeen, zone)}` }) },
          { id: 'events', name: words.visits.events, value: found?.events, format: format.whole },
        ]}
      />
      <Panel title={words.visits.traits}>
        {found && found.traits.length > 0 ? (
          <dl className={css.traits}>
            {found.traits.map(({ key, value }) => (
              <div key={key}>
                <dt className={page.soft}>{key}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className={page.soft}>{words.visits.noTraits}</p>
        )}
      </Panel>
      {manages && found && <TheirData visitor={id} onErased={onErased} />}
      <VisitList visitor={id} title={words.visits.theirs} />
    </>
  )
}
