import { useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { Bars } from '../panels/Bars'
import { gridOf } from '../panels/grid'
import { Pager } from '../panels/Pager'
import { useAnswer } from '../panels/useAnswer'
import { usePaging } from '../panels/usePaging'
import { useAsked, usePageChoice } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'

const HistogramQuery = graphql(`
  query ScrollHistogram($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone, $path: String) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        scrollHistogram(path: $path) {
          start
          end
          views
        }
      }
    }
  }
`)

const ScrollQuery = graphql(`
  query Scroll($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone, $first: Int!, $after: String) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        scrollDepth(first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            path
            views
            avgDepth
            medianDepth
            reached25
            reached50
            reached75
            reached100
          }
        }
      }
    }
  }
`)

type Row = NonNullable<NonNullable<ResultOf<typeof ScrollQuery>['project']>['analytics']['scrollDepth']>['nodes'][number]

const SIZE = 20

/** How far down pages are read. */
export default function Scroll() {
  const words = useWords()
  const format = useFormat()
  const { filters } = useAsked()
  const { compare: _, ...asked } = useAskedVariables()
  const [path, choose] = usePageChoice('page')
  const paging = usePaging(JSON.stringify(asked), SIZE)
  const histogram = useAnswer(HistogramQuery, { ...asked, path })
  const list = useAnswer(ScrollQuery, { ...asked, first: SIZE, after: paging.after })
  const found = list.data?.project?.analytics.scrollDepth
  const grid = useRowsGrid(path, choose)
  if (found?.totalCount === 0 && filters.length === 0)
    return <Teach icon="scroll" title={words.scroll.teachTitle} text={words.scroll.teach} />
  return (
    <div className={page.page}>
      <AnswerPanel
        title={`${words.scroll.histogram}: ${path ?? words.scroll.page}`}
        answer={histogram}
        field="scrollHistogram"
        found={histogram.data?.project?.analytics.scrollHistogram}
        isEmpty={(tenths) => tenths.every(({ views }) => views === 0)}
        grid={(tenths) =>
          gridOf(
            [
              { name: words.scroll.reached(100), value: ({ start, end }) => words.scroll.band(start, end) },
              { name: words.scroll.views, value: ({ views }) => views, show: ({ views }) => format.whole(views) },
            ],
            tenths,
          )
        }
        rows={10}
      >
        {(tenths) => {
          const all = tenths.reduce((sum, { views }) => sum + views, 0)
          return (
            <Bars
              bars={tenths.map(({ start, end, views }) => ({
                name: words.scroll.band(start, end),
                value: views,
                text: format.whole(views),
                aside: format.percent((views / all) * 100),
              }))}
            />
          )
        }}
      </AnswerPanel>
      <AnswerPanel
        title={words.scroll.list}
        answer={list}
        field="scrollDepth"
        found={found}
        isEmpty={({ nodes }) => nodes.length === 0}
        grid={({ nodes }) => grid(nodes)}
        foot={<Pager paging={paging} list={found} />}
      />
    </div>
  )
}

function useRowsGrid(chosen: string | null, choose: (path: string | null) => void) {
  const words = useWords()
  const format = useFormat()
  const share = (name: string, of: (row: Row) => number) => ({ name, value: of, show: (row: Row) => format.percent(of(row)) })
  return (rows: Row[]) =>
    gridOf(
      [
        {
          name: words.dimensions.page,
          value: ({ path }) => path,
          show: ({ path }) => (
            <button
              type="button"
              className={page.link}
              aria-pressed={path === chosen}
              aria-label={words.scroll.show(path)}
              onClick={() => { choose(path === chosen ? null : path) }}
            >
              {path}
            </button>
          ),
        },
        { name: words.scroll.views, value: ({ views }) => views, show: ({ views }) => format.whole(views) },
        share(words.scroll.average, ({ avgDepth }) => avgDepth),
        share(words.scroll.median, ({ medianDepth }) => medianDepth),
        share(words.scroll.reached(25), ({ reached25 }) => reached25),
        share(words.scroll.reached(50), ({ reached50 }) => reached50),
        share(words.scroll.reached(75), ({ reached75 }) => reached75),
        share(words.scroll.reached(100), ({ reached100 }) => reached100),
      ],
      rows,
      ({ path }) => path,
    )
}
