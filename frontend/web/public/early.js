/* global document, fetch, localStorage, location, matchMedia */
// Runs before the first paint, so that a chosen dark page never flashes white, and before the application is loaded, so that
// who is signed in is known when it begins.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('pulse-scheme')
  } catch {
    // storage is refused: the system's choice it is
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  if (location.pathname.startsWith('/dashboard')) globalThis.pulseSession = fetch('/api/session')
})()
