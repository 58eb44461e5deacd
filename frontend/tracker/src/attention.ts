/** Who does nothing for this long is no longer reading. */
const IDLE_MS = 60_000
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'scroll']

/** Counts the time for which the page was visible, had the focus, and its visitor gave a sign of life. */
export function watchAttention(): { restart(): void; read(): number } {
  let total = 0
  let since = 0
  let idleAt = 0
  let watching = false

  /** Adds what has passed since the last call, up to the moment where the visitor fell idle. */
  const account = () => {
    const now = performance.now()
    if (watching) total += Math.max(0, Math.min(now, idleAt) - since)
    since = now
    watching = !document.hidden && document.hasFocus()
    return now
  }
  const live = () => {
    idleAt = account() + IDLE_MS
  }

  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, live, { passive: true, capture: true })
  addEventListener('focus', live)
  addEventListener('blur', account)
  document.addEventListener('visibilitychange', account)

  return {
    restart() {
      live()
      total = 0
    },
    read() {
      account()
      return Math.round(total)
    },
  }
}
