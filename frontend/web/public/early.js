/* global document, fetch, localStorage, location, matchMedia, navigator, setTimeout */
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
  // read to its end as well: the application, once it begins, leaves no turn for that before it has drawn something
  if (location.pathname.startsWith('/dashboard'))
    globalThis.pulseSession = fetch('/api/session').then(async (answer) => [answer, await answer.text()])

  // The first formatter of each kind reads the locale's data, and takes its time. Nothing else is to be done just now.
  const { languages } = navigator
  const warm = () => {
    for (const options of [{}, { notation: 'compact' }, { style: 'percent' }]) new Intl.NumberFormat(languages, options).format(1e6)
    new Intl.DateTimeFormat(languages, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(0, 1e9)
  }
  setTimeout(warm)
})()
