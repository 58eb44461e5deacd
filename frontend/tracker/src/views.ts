import { places, send, tell } from './core'
import { flush, holds, options } from './sender'

/** Routers set the title, and redirect, shortly after they change the address. */
const SETTLE_MS = 100

let last: [string, string]
/** The timer of a view that is not yet settled, or not yet seen. */
let unsettled: ReturnType<typeof setTimeout> | undefined

function settle(): void {
  if (!holds.delete(settle)) return
  send('pageview')
  flush()
}

function arrive(): void {
  tell('leave')
  clearTimeout(unsettled)
  holds.add(settle)
  // a page that is prerendered, or opened in a tab behind, stays unsettled until somebody sees it
  unsettled = setTimeout(() => {
    if (!document.hidden) settle()
  }, SETTLE_MS)
}

/** A new history entry is a view where the address differs, a replaced one only where the path does. */
function moved(entry: 0 | 1): void {
  const was = last[entry]
  last = places()
  if (was !== last[entry]) arrive()
  tell('url')
}

function watch(method: 'pushState' | 'replaceState', entry: 0 | 1): void {
  const original = history[method].bind(history)
  history[method] = (...state) => {
    if (entry) settle()
    original(...state)
    moved(entry)
  }
}

export function startViews(): void {
  if (!('manual' in options)) {
    last = places()
    watch('pushState', 1)
    watch('replaceState', 0)
    addEventListener('popstate', () => {
      moved(1)
    })
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) arrive()
    })
    arrive()
  }
  addEventListener('online', flush)
  // on the window, and so after whatever add-ons do on the document
  addEventListener('visibilitychange', () => {
    settle()
    if (document.hidden) {
      tell('leave')
      flush()
    }
  })
}
