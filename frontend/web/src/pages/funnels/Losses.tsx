import { Link } from 'wouter'
import { useAskedVariables } from '../../api/asked'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { gridOf } from '../../panels/grid'
import { Pager } from '../../panels/Pager'
import { Note } from '../../panels/States'
import { useAnswer } from '../../panels/useAnswer'
import { usePaging } from '../../panels/usePaging'
import { useValueText } from '../../question/useFilterText'
import { useAsked, useQuestion } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import page from '../Analysis.module.css'
import { FunnelLossesQuery } from './documents'

const SIZE = 10

interface Props {
  id: string
  /** counted from one */
  step: number
  label: string
}

/** The visitors who came to a step and no further, each with the way to their visit. */
export function Losses({ id, step, label }: Props) {
  const words = useWords()
  const format = useFormat()
  const text = useValueText()
  const { zone } = useAsked()
  const { link } = useQuestion()
  const asked = useAskedVariables()
  const paging = usePaging(`${JSON.stringify(asked)} ${id} ${String(step)}`, SIZE)
  const { compare: _, ...rest } = asked
  const answer = useAnswer(FunnelLossesQuery, { ...rest, id, step, first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.funnelLosses
  return (
    <AnswerPanel
      title={words.funnels.lostTitle(label)}
      answer={answer}
      field="funnelLosses"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      empty={<Note>{words.funnels.lostEmpty}</Note>}
      grid={({ nodes }) =>
        gridOf(
          [
            {
              name: words.funnels.visitor,
              value: ({ visitor }) => visitor,
              show: ({ visitor, session }) => (
                <Link className={page.link} href={link('/visits', {}, { visit: session })} aria-label={words.funnels.openVisit(visitor)}>
                  <code>{visitor}</code>
                </Link>
              ),
            },
            { name: words.funnels.when, value: ({ reachedAt }) => reachedAt, show: ({ reachedAt }) => format.moment(reachedAt, zone) },
            { name: words.dimensions.source, value: ({ source }) => source, show: ({ source }) => text('source', source) },
            { name: words.dimensions.country, value: ({ country }) => country, show: ({ country }) => text('country', country) },
            { name: words.dimensions.device, value: ({ device, browser }) => `${device}, ${browser}` },
          ],
          nodes,
          ({ session, reachedAt }) => `${session} ${reachedAt}`,
        )
      }
      foot={<Pager paging={paging} list={found} />}
    />
  )
}
