import { useTimeout } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import { type PanelId, PANELS } from '../panels/lists'
import { useAsked } from '../question/useQuestion'
import { useWords } from '../words/words'
import { useEver } from './first/useEver'
import { ChartPanel } from './overview/ChartPanel'
import { GoalsPanel } from './overview/GoalsPanel'
import { ListPanel } from './overview/ListPanel'
import css from './overview/Overview.module.css'
import { type Overview as Answered, useOverview } from './overview/useOverview'

const FirstRun = lazy(() => import('./first/FirstRun').then(({ FirstRun: guide }) => ({ default: guide })))

/** How it went, at a glance; or, before the first event, how to begin. */
export default function Overview() {
  const words = useWords()
  const overview = useOverview()
  const guide = useGuide(overview)
  const patient = usePatience()
  if (guide)
    return (
      <Suspense>
        <FirstRun onDone={guide} />
      </Suspense>
    )
  if (patient && !overview.stats && !overview.error) return <div role="status" aria-label={words.common.loading} />
  return (
    <div className={css.page} aria-busy={overview.stale}>
      <ChartPanel overview={overview} />
      <div className={css.panels}>
        {(Object.keys(PANELS) as PanelId[]).map((id) => (
          <ListPanel key={id} id={id} overview={overview} />
        ))}
        <GoalsPanel overview={overview} />
      </div>
    </div>
  )
}

/** As long as an answer usually takes: until then, drawing what stands in for it would only put it off. */
const PATIENCE_MS = 250

function usePatience(): boolean {
  const [patient, setPatient] = useState(true)
  useTimeout(
    () => {
      setPatient(false)
    },
    PATIENCE_MS,
    { autoInvoke: true },
  )
  return patient
}

/** What closes the guide, while there is one to show: it stays until it is closed, even when events begin to come. */
function useGuide({ stats }: Answered): (() => void) | null {
  const { filters } = useAsked()
  const [state, setState] = useState<'unknown' | 'open' | 'closed'>('unknown')
  const empty = stats !== null && stats.current.pageviews + stats.current.events === 0
  const ever = useEver(state === 'unknown' && empty && filters.length === 0)
  if (ever === false && state === 'unknown') setState('open')
  if (state !== 'open') return null
  return () => {
    setState('closed')
  }
}
