import { useWords } from '../words/words'
import { PAGES } from './pages'

/** What people call a module: as its page, where it has one of its own. */
export function useModuleName(): (module: string) => string {
  const words = useWords()
  return (module) => PAGES.find((page) => page.module === module)?.name(words) ?? words.coreModules[module] ?? module
}
