import { WorldMap } from '../map/WorldMap'
import { Minutes } from '../pages/realtime/Minutes'
import type { Now } from '../pages/realtime/useNow'
import { BarList } from '../panels/BarList'
import { Empty } from '../panels/States'
import { useFormat, useWords } from '../words/words'
import css from './Tv.module.css'

const SHOWN = 7

/** Who is here now, from where, and on which pages. */
export function RealtimeSlide({ now }: { now: Now }) {
  const words = useWords()
  const format = useFormat()
  return (
    <div className={css.present}>
      <section className={css.count} aria-label={words.frame.nowLong}>
        <span data-metric="activeVisitors">{format.whole(now.visitors ?? 0)}</span>
        {words.realtime.visitors(now.visitors ?? 0)}
      </section>
      <section aria-label={words.realtime.perMinute}>
        <Minutes minutes={now.minutes ?? []} />
      </section>
      <section aria-label={words.realtime.topPages}>
        {now.pages?.length ? (
          <BarList rows={now.pages.slice(0, SHOWN)} dimension="page" head={[words.dimensions.page, words.metrics.visitors]} />
        ) : (
          <Empty />
        )}
      </section>
      <section aria-label={words.realtime.topCountries}>
        <WorldMap rows={now.countries ?? []} as="dots" />
      </section>
    </div>
  )
}
