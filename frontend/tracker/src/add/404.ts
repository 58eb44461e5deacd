import type { CreateAddOn } from '../types'

/** Reports a page that the server answered with 404; `data-404="always"` is for the template of such pages. */
export default ((core) => {
  const [load] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & { responseStatus?: number })[]
  if (core.options['404'] === 'always' || load?.responseStatus === 404)
    core.send('event', { name: '404', data: { path: location.pathname, referrer: document.referrer.replace(/[?#].*/, '') } })
}) satisfies CreateAddOn
