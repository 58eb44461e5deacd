import type { CreateAddOn } from '../types'

/** As long as somebody types, each letter may be an address of its own. */
const TYPING_MS = 1_000

/** Takes the site's own searches from the address of the results page. */
export default ((core) => {
  const parameter = core.options.searchParam ?? 'q'
  let query = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const report = () => {
    clearTimeout(timer)
    if (timer === undefined) return
    timer = undefined
    // the page may tell how many it found: <p data-pulse-results="12">
    const results = document.querySelector('[data-pulse-results]')?.getAttribute('data-pulse-results')
    core.send('search_query', {
      query,
      results_count: results ? Number(results) : undefined,
      ...(core.view && { path: core.view.path }),
    })
  }
  const look = () => {
    const found = new URLSearchParams(location.search).get(parameter)?.trim() ?? ''
    if (found === query) return
    clearTimeout(timer)
    query = found
    timer = found ? setTimeout(report, TYPING_MS) : undefined
  }

  look()
  return { url: look, leave: report }
}) satisfies CreateAddOn
