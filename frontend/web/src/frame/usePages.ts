import { PAGES, type PageRow } from './pages'
import { useManages } from './session'

/** The pages that are there for this session. */
export function usePages(): PageRow[] {
  const manages = useManages()
  return PAGES.filter(({ managed }) => manages || !managed)
}
