import { problemAt } from '../api/problems'
import { type PanelListId } from '../pages/overview/answer'
import { type Overview, useOverview } from '../pages/overview/useOverview'
import { BarList } from '../panels/BarList'
import { Chart } from '../panels/chart/Chart'
import { listName, listOf } from '../panels/lists'
import { StatCards } from '../panels/StatCards'
import { Empty, Failed, Waiting } from '../panels/States'
import { useWords } from '../words/words'
import css from './Tv.module.css'

const LISTS: PanelListId[] = ['top', 'sources', 'countries']
const SHOWN = 5

/** The overview's numbers, its chart, and the beginnings of three of its lists. */
export function OverviewSlide() {
  const overview = useOverview()
  const problem = problemAt(overview.error, 'stats')
  return (
    <>
      {problem && !overview.stats ? (
        <Failed problem={problem} />
      ) : (
        <StatCards current={overview.stats?.current ?? null} previous={overview.stats?.previous ?? null} />
      )}
      <div className={css.chart}>{overview.series && <Chart series={overview.series} />}</div>
      <div className={css.lists}>
        {LISTS.map((list) => (
          <List key={list} list={list} overview={overview} />
        ))}
      </div>
    </>
  )
}

function List({ list, overview }: { list: PanelListId; overview: Overview }) {
  const words = useWords()
  const found = overview.lists?.[list]
  const problem = problemAt(overview.error, list)
  const { dimension, metrics } = listOf(list)
  const body = () => {
    if (!found) return problem ? <Failed problem={problem} /> : <Waiting rows={SHOWN} />
    if (found.rows.length === 0) return <Empty />
    const head: [string, string] = [words.dimensions[dimension], words.metrics[metrics[0]]]
    return <BarList rows={found.rows.slice(0, SHOWN)} dimension={dimension} head={head} />
  }
  return (
    <section className={css.list} aria-label={listName(words, list)}>
      {body()}
    </section>
  )
}
