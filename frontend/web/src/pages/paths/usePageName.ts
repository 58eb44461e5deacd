import { useWords } from '../../words/words'

/** A page by its path, and what is none by a word. */
export function usePageName(): (page: string) => string {
  const { paths } = useWords()
  const names: Record<string, string> = { '(exit)': paths.exit, '(entry)': paths.entry, '(other)': paths.other }
  return (page) => names[page] ?? page
}
