/* global document, localStorage, matchMedia */
// Runs before the first paint, so that a chosen dark page never flashes white.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('pulse-scheme')
  } catch {
    // storage is refused: the system's choice it is
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
