import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from 'web-vitals'
import type { CreateAddOn, Item } from '../types'

/** Reports each metric of the page load when it is final, or at the latest when the page goes. */
export default ((core) => {
  /** Metrics belong to the view that was loaded, or restored, not to where the visitor went in the page since. */
  let loaded: Item | undefined = core.view
  const waiting = new Map<string, Metric>()
  const hold = (metric: Metric) => waiting.set(metric.name, metric)

  onCLS(hold)
  onFCP(hold)
  onINP(hold)
  onLCP(hold)
  onTTFB(hold)
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) loaded = undefined
  })

  return {
    view() {
      loaded ??= core.view
    },
    leave() {
      for (const { name, value, rating } of waiting.values())
        core.send('web_vital', {
          name,
          value: Math.round(value * 1e4) / 1e4,
          rating,
          view_id: loaded?.id,
          ...(loaded && { path: loaded.path }),
        })
      waiting.clear()
    },
  }
}) satisfies CreateAddOn
