import { useEffect, useEffectEvent, useRef } from 'react'
import type { Command } from './commands'

const SEQUENCE_MS = 1_200
const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"] *, [role="menu"] *'

/** Runs commands as their keys are pressed one after the other, but never while somebody writes or chooses. */
export function useKeys(commands: Command[], active: boolean): void {
  const pressed = useRef<{ keys: string[]; at: number }>({ keys: [], at: 0 })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    const { keys, at } = pressed.current
    const tries = event.timeStamp - at < SEQUENCE_MS ? [[...keys, event.key], [event.key]] : [[event.key]]
    const found = commands.find((command) => tries.some((sequence) => equal(command.keys, sequence)))
    pressed.current = { keys: found ? [] : [event.key], at: event.timeStamp }
    if (!found) return
    event.preventDefault()
    found.run()
  })
  useEffect(() => {
    if (!active) return undefined
    const listen = (event: KeyboardEvent) => {
      onKey(event)
    }
    document.addEventListener('keydown', listen)
    return () => {
      document.removeEventListener('keydown', listen)
    }
  }, [active])
}

const equal = (one: string[], other: string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index])
