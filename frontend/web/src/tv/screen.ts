/** What a page on a wall needs of the device. */

import { useEffect, useSyncExternalStore } from 'react'

/** Keeps the screen from going dark, where the browser can; the lock ends with each hiding, and is taken again. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const take = () => {
      // there is no such thing without https, and none on an empty battery
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      void navigator.wakeLock.request('screen').then(
        (taken) => (lock = taken),
        () => undefined,
      )
    }
    take()
    document.addEventListener('visibilitychange', take)
    return () => {
      document.removeEventListener('visibilitychange', take)
      void lock?.release()
    }
  }, [])
}

/** Calls back when the reader leaves full screen by the browser's own means. */
export function useFullscreenEnd(onEnd: () => void): void {
  useEffect(() => {
    const look = () => {
      if (!document.fullscreenElement) onEnd()
    }
    document.addEventListener('fullscreenchange', look)
    return () => {
      document.removeEventListener('fullscreenchange', look)
    }
  }, [onEnd])
}

/** The size for which a slide is laid out; any screen shows it as large as it fits. */
const STAGE = { width: 1280, height: 720 }

const onResize = (changed: () => void) => {
  window.addEventListener('resize', changed)
  return () => {
    window.removeEventListener('resize', changed)
  }
}

/** How much larger than laid out; a screen that is smaller scrolls instead. */
export function useScale(): number {
  return useSyncExternalStore(onResize, () => {
    const fits = Math.min(window.innerWidth / STAGE.width, window.innerHeight / STAGE.height)
    return Math.max(1, Math.round(fits * 100) / 100)
  })
}
