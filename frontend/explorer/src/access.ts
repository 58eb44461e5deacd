/** The key or admin token that was typed. It lives as long as the tab, and goes to no other place than our server. */
const NAME = 'pulse:explorer:key'

/** Inside of the dashboard, whose session says who asks. */
export const framed = window.parent !== window

type Listener = () => void
const listeners = new Set<Listener>()

export const readKey = (): string => sessionStorage.getItem(NAME) ?? ''

export function writeKey(key: string): void {
  const trimmed = key.trim()
  if (trimmed) sessionStorage.setItem(NAME, trimmed)
  else sessionStorage.removeItem(NAME)
  for (const listener of listeners) listener()
}

export function onKeyChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The header that carries it: keys and the admin token are told apart by how they begin. */
export function credentials(): Record<string, string> {
  const key = framed ? '' : readKey()
  if (!key) return {}
  return key.startsWith('pa_live_') ? { 'X-Pulse-Key': key } : { Authorization: `Bearer ${key}` }
}
