import { ChartPanel } from './overview/ChartPanel'
import { ListPanel } from './overview/ListPanel'
import css from './overview/Overview.module.css'
import { useOverview } from './overview/useOverview'
import { type PanelId, PANELS } from '../panels/lists'

/** How it went, at a glance. */
export default function Overview() {
  const overview = useOverview()
  return (
    <div className={css.page} aria-busy={overview.stale}>
      <ChartPanel overview={overview} />
      <div className={css.panels}>
        {(Object.keys(PANELS) as PanelId[]).map((id) => (
          <ListPanel key={id} id={id} overview={overview} />
        ))}
      </div>
    </div>
  )
}
