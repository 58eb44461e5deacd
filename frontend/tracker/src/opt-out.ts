import type { Item } from './types'

/** Names the one key that is ever written to the visitor's storage, and only when they ask for it. */
export function unlessOptedOut(item: Item): Item | null {
  try {
    return localStorage.pulse_opt_out ? null : item
  } catch {
    return item // storage is forbidden here, and so nobody has opted out
  }
}
