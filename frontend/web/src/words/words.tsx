import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { makeFormat, type Format } from './format'
import { en, type Words } from './en'

/** Languages beside English are loaded when they are wanted. */
const LANGUAGES = {
  en: () => Promise.resolve(en),
  de: () => import('./de').then(({ de }) => de),
} satisfies Record<string, () => Promise<Words>>

export type Language = keyof typeof LANGUAGES
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' }
const STORED = 'pulse-language'

interface Speech {
  words: Words
  format: Format
  language: Language
  speak: (language: Language) => void
}

const SpeechContext = createContext<Speech>({
  words: en,
  format: makeFormat('en', en),
  language: 'en',
  speak: () => undefined,
})

const known = (text: string | null | undefined): text is Language => typeof text === 'string' && text in LANGUAGES

function preferred(): Language {
  const stored = localStorage.getItem(STORED)
  if (known(stored)) return stored
  return navigator.languages.map((tag) => tag.split('-')[0]).find(known) ?? 'en'
}

/** The locale for numbers and dates: the browser's own where it speaks the chosen language (en-GB, de-AT), else the language. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language && isLocale(tag)) ?? language
}

/** Some systems name locales that are none ("en-US@posix"). */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(preferred)
  const [loaded, setLoaded] = useState<{ words: Words; language: Language } | null>(
    language === 'en' ? { words: en, language } : null,
  )
  const speak = useCallback((next: Language) => {
    localStorage.setItem(STORED, next)
    setLanguage(next)
  }, [])
  useEffect(() => {
    if (loaded?.language === language) {
      document.documentElement.lang = language
      return undefined
    }
    let current = true
    void LANGUAGES[language]().then((words) => {
      if (current) setLoaded({ words, language })
    })
    return () => {
      current = false
    }
  }, [language, loaded])
  const speech = useMemo(
    () => loaded && { ...loaded, format: makeFormat(localeOf(loaded.language), loaded.words), speak },
    [loaded, speak],
  )
  return speech && <SpeechContext value={speech}>{children}</SpeechContext>
}

export const useSpeech = (): Speech => use(SpeechContext)
export const useWords = (): Words => useSpeech().words
export const useFormat = (): Format => useSpeech().format
