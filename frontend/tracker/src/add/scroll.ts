import type { CreateAddOn } from '../types'

/** Who does nothing for this long is no longer reading. */
const IDLE_MS = 60_000
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove']

/** Tells how much of the page was seen, and for how long it was both visible and in use. */
export default ((core) => {
  let seen = 0
  let height = 1
  let engaged = 0
  let reported = ''
  let since = 0
  let idleAt = 0
  let watching = false

  /** Adds what has passed since the last call, up to the moment where the visitor fell idle. */
  const account = () => {
    const now = performance.now()
    if (watching) engaged += Math.max(0, Math.min(now, idleAt) - since)
    since = now
    watching = !document.hidden && document.hasFocus()
    return now
  }
  const live = () => {
    idleAt = account() + IDLE_MS
  }
  const measure = () => {
    height = document.documentElement.scrollHeight
    seen = Math.max(seen, scrollY + innerHeight)
  }
  const begin = () => {
    seen = engaged = 0
    reported = ''
    measure()
    live()
  }

  const passive = { passive: true, capture: true }
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, live, passive)
  addEventListener(
    'scroll',
    () => {
      measure()
      live()
    },
    passive,
  )
  addEventListener('focus', live)
  addEventListener('blur', account)
  document.addEventListener('visibilitychange', account)
  // a page that grows under the reader was seen to a lesser part
  new ResizeObserver(measure).observe(document.documentElement)
  begin()

  return {
    view: begin,
    leave() {
      account()
      const { view } = core
      const depth = Math.min(100, Math.round((100 * seen) / height))
      const report = `${depth} ${Math.round(engaged)}`
      if (!view || report === reported) return
      reported = report
      core.send('scroll_depth', {
        max_depth: depth,
        engaged_ms: Math.round(engaged),
        view_id: view.id,
        path: view.path,
      })
    },
  }
}) satisfies CreateAddOn
