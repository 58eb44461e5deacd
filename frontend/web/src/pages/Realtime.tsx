import { useDocumentVisibility } from '@mantine/hooks'
import { WorldMap } from '../map/WorldMap'
import { BarList } from '../panels/BarList'
import { Panel } from '../panels/Panel'
import { Empty, Failed, Waiting } from '../panels/States'
import { problemAt } from '../api/problems'
import { useFormat, useWords } from '../words/words'
import { Feed } from './realtime/Feed'
import { Minutes } from './realtime/Minutes'
import css from './realtime/Realtime.module.css'
import { type Now, type NowList, useNow } from './realtime/useNow'

/** What happens at this moment. Everything here comes through the socket, and stands still while nobody looks. */
export default function Realtime() {
  const words = useWords()
  const hidden = useDocumentVisibility() === 'hidden'
  const now = useNow(hidden)
  return (
    <div className={css.page}>
      <div className={css.top}>
        <Count count={now.visitors} />
        <Panel title={words.realtime.perMinute}>
          {now.minutes ? <Minutes minutes={now.minutes} /> : <Waiting rows={3} />}
        </Panel>
      </div>
      <div className={css.panels}>
        <Panel title={words.realtime.feed}>
          <Feed paused={hidden} />
        </Panel>
        <div className={css.lists}>
          <Ranking title={words.realtime.topPages} now={now} list="pages" />
          <Ranking title={words.realtime.topSources} now={now} list="sources" />
          <Ranking title={words.realtime.topCountries} now={now} list="countries" map />
        </div>
      </div>
    </div>
  )
}

function Count({ count }: { count: number | null }) {
  const words = useWords()
  const format = useFormat()
  return (
    <section className={css.count} aria-label={words.frame.nowLong}>
      <span className={css.big} data-metric="activeVisitors">
        {count === null ? '–' : format.whole(count)}
      </span>
      <span>{words.realtime.visitors(count ?? 0)}</span>
      <span className={css.soft}>{words.realtime.window}</span>
    </section>
  )
}

const SHOWN = 8
const DIMENSION = { pages: 'page', sources: 'source', countries: 'country' } as const

interface RankingProps {
  title: string
  now: Now
  list: NowList
  /** a map above the list */
  map?: boolean
}

function Ranking({ title, now, list, map = false }: RankingProps) {
  const words = useWords()
  const dimension = DIMENSION[list]
  const rows = now[list]
  const problem = problemAt(now.error, list)
  const body = () => {
    if (!rows) return problem ? <Failed problem={problem} /> : <Waiting rows={5} />
    if (rows.length === 0) return <Empty />
    return (
      <BarList
        rows={rows.slice(0, SHOWN)}
        dimension={dimension}
        head={[words.dimensions[dimension], words.metrics.visitors]}
      />
    )
  }
  return (
    <Panel title={title}>
      {map && rows && <WorldMap rows={rows} as="dots" />}
      {body()}
    </Panel>
  )
}
