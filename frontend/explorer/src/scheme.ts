/** Light or dark as the dashboard has it, which keeps its choice in the same browser. */
const NAME = 'pulse-scheme'

type Scheme = 'light' | 'dark' | 'system'

export function readScheme(): Scheme {
  const chosen = localStorage.getItem(NAME)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Told when another page of ours changes it: the dashboard around this one. */
export function onSchemeChange(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  return () => {
    window.removeEventListener('storage', listener)
  }
}
