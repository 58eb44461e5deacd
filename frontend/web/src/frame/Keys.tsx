import { useDisclosure, useHotkeys, useLocalStorage } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useCommands } from './commands'
import { useKeys } from './useKeys'

const Dialogs = lazy(() => import('./Dialogs'))

/** The keys, at once; and once the page has had its turn, everything that they open over it. */
export function Keys() {
  const [open, help] = useDisclosure(false)
  const [active, setActive] = useLocalStorage({ key: 'pulse-keys', defaultValue: true, getInitialValueInEffect: false })
  const commands = useCommands(help.open)
  useKeys(commands, active)
  useHotkeys([['mod+K', spotlight.open]], [])
  if (!useLate()) return null
  return (
    <Suspense>
      <Dialogs commands={commands} help={{ open, close: help.close }} active={active} onActive={setActive} />
    </Suspense>
  )
}

const LATEST_MS = 5_000

/** Whether the browser had nothing better to do since the page began. */
function useLate(): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const done = () => {
      setLate(true)
    }
    // Safari has no such callback
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(done, LATEST_MS)
      return () => {
        clearTimeout(timer)
      }
    }
    const idle = requestIdleCallback(done, { timeout: LATEST_MS })
    return () => {
      cancelIdleCallback(idle)
    }
  }, [])
  return late
}
