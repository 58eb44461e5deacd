/** Everything that can be done from the keyboard: one row each, for the keys, the help and the palette alike. */

import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core'
import { useLocation } from 'wouter'
import { openFilter } from '../question/opened'
import { PRESETS, type Preset } from '../question/ranges'
import { useQuestion } from '../question/useQuestion'
import { useTv } from '../tv/useTv'
import { useWords } from '../words/words'
import { useWrites } from './session'
import { usePages } from './usePages'

export interface Command {
  id: string
  label: string
  /** keys pressed one after the other */
  keys: string[]
  run: () => void
}

const RANGE_KEYS: Partial<Record<Preset, string>> = { today: 't', yesterday: 'y', '7d': 'w', '30d': 'm', '90d': 'q', '12m': 'a' }

export function useCommands(openHelp: () => void): Command[] {
  const words = useWords()
  const { start } = useTv()
  return [
    ...usePageCommands(),
    ...useQuestionCommands(),
    useSchemeCommand(),
    { id: 'tv', label: words.tv.start, keys: [], run: start },
    help(words.shortcuts.help, openHelp),
  ]
}

const help = (label: string, run: () => void): Command => ({ id: 'help', label, keys: ['?'], run })

function usePageCommands(): Command[] {
  const words = useWords()
  const { link } = useQuestion()
  const [, navigate] = useLocation()
  // whoever came through a share has one page
  const writes = useWrites()
  const pages = usePages()
  return (writes ? pages : []).map((page) => ({
    id: page.path,
    label: words.shortcuts.go(page.name(words)),
    keys: page.key === null ? [] : ['g', page.key],
    run: () => {
      navigate(link(page.path))
    },
  }))
}

function useQuestionCommands(): Command[] {
  const words = useWords()
  const { asked, change } = useQuestion()
  const ranges = PRESETS.map((range): Command => {
    const key = RANGE_KEYS[range]
    return {
      id: `range ${range}`,
      label: words.shortcuts.range(words.range.presets[range]),
      keys: key ? [key] : [],
      run: () => {
        change({ range, interval: null })
      },
    }
  })
  return [
    { id: 'filter', label: words.shortcuts.filter, keys: ['f'], run: openFilter },
    {
      id: 'clear',
      label: words.shortcuts.clear,
      keys: ['x'],
      run: () => {
        change({ filters: [] })
      },
    },
    {
      id: 'compare',
      label: words.shortcuts.compare,
      keys: ['c'],
      run: () => {
        change({ compare: asked.compare === 'off' ? 'previous' : 'off' })
      },
    },
    ...ranges,
  ]
}

function useSchemeCommand(): Command {
  const words = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  return {
    id: 'scheme',
    label: words.shortcuts.scheme,
    keys: ['l'],
    run: () => {
      setColorScheme(scheme === 'dark' ? 'light' : 'dark')
    },
  }
}
