import { watchAttention } from '../attention'
import type { CreateAddOn } from '../types'

/** Tells how much of the page was seen, and for how long it was in use. */
export default ((core) => {
  const attention = watchAttention()
  let seen = 0
  let height = 1
  let reported = ''

  const measure = () => {
    height = document.documentElement.scrollHeight
    seen = Math.max(seen, scrollY + innerHeight)
  }
  const begin = () => {
    seen = 0
    reported = ''
    measure()
    attention.restart()
  }

  addEventListener('scroll', measure, { passive: true, capture: true })
  // a page that grows under the reader was seen to a lesser part
  new ResizeObserver(measure).observe(document.documentElement)
  begin()

  return {
    view: begin,
    leave() {
      const { view } = core
      const max_depth = Math.min(100, Math.round((100 * seen) / height))
      const engaged_ms = attention.read()
      const report = `${max_depth} ${engaged_ms}`
      if (!view || report === reported) return
      reported = report
      core.send('scroll_depth', { max_depth, engaged_ms, view_id: view.id, path: view.path })
    },
  }
}) satisfies CreateAddOn
