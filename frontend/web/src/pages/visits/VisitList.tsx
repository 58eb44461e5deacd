import { Link } from 'wouter'
import { useAskedVariables } from '../../api/asked'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { gridOf } from '../../panels/grid'
import { Pager } from '../../panels/Pager'
import { useAnswer } from '../../panels/useAnswer'
import { usePaging } from '../../panels/usePaging'
import { useValueText } from '../../question/useFilterText'
import { useAsked, useQuestion } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import page from '../Analysis.module.css'
import { type VisitRow, VisitsQuery } from './documents'

const SIZE = 20

/** Visits, the latest first: all of them, or those of one visitor. */
export function VisitList({ visitor, title }: { visitor: string | null; title: string }) {
  const { compare: _, ...asked } = useAskedVariables()
  const paging = usePaging(JSON.stringify(asked), SIZE)
  const answer = useAnswer(VisitsQuery, { ...asked, visitor, first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.visits
  return (
    <AnswerPanel
      title={title}
      answer={answer}
      field="visits"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      grid={useVisitsGrid(visitor === null)}
      rows={10}
      foot={<Pager paging={paging} list={found} />}
    />
  )
}

function useVisitsGrid(withVisitor: boolean) {
  const words = useWords()
  const format = useFormat()
  const text = useValueText()
  const { zone } = useAsked()
  const { link } = useQuestion()
  const who = {
    name: words.visits.visitor,
    value: ({ visitor }: VisitRow) => visitor,
    show: ({ visitor }: VisitRow) => (
      <Link className={page.link} href={link('/visits', {}, { visitor, visit: null })} title={words.visits.profile(visitor)}>
        <code>{visitor.slice(0, 8)}</code>
      </Link>
    ),
  }
  return ({ nodes }: { nodes: VisitRow[] }) =>
    gridOf(
      [
        {
          name: words.visits.started,
          value: ({ startedAt }) => startedAt,
          show: ({ id, visitor, startedAt }) => (
            <Link className={page.link} href={link('/visits', {}, { visit: id })} aria-label={words.visits.open(visitor, format.moment(startedAt, zone))}>
              {format.moment(startedAt, zone)}
            </Link>
          ),
        },
        ...(withVisitor ? [who] : []),
        {
          name: words.visits.way,
          value: ({ entryPage, exitPage }) => `${entryPage} → ${exitPage}`,
          show: ({ entryPage, exitPage, bounce }) => (
            <>
              {entryPage}
              <span className={page.soft}>{bounce ? ` (${words.visits.bounce})` : ` → ${exitPage}`}</span>
            </>
          ),
        },
        { name: words.visits.source, value: ({ source }) => source, show: ({ source }) => text('source', source) },
        { name: words.dimensions.country, value: ({ country }) => country, show: ({ country }) => text('country', country) },
        { name: words.visits.with, value: ({ browser, os, device }) => [browser, os, text('device', device)].join(', ') },
        { name: words.visits.pages, value: ({ pageviews }) => pageviews, show: ({ pageviews }) => format.whole(pageviews) },
        { name: words.visits.duration, value: ({ duration }) => duration, show: ({ duration }) => format.duration(duration) },
        { name: words.visits.revenue, value: ({ revenue }) => revenue, show: ({ revenue, currency }) => (revenue === 0 ? '' : format.money(revenue, currency)) },
      ],
      nodes,
      ({ id }) => id,
    )
}
