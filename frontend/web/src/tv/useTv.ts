import { useCallback } from 'react'
import { usePageChoice } from '../question/useQuestion'

/** TV mode stands in the address, so that a screen on the wall starts with it: `?tv=1`. */
export function useTv() {
  const [chosen, choose] = usePageChoice('tv')
  const start = useCallback(() => {
    // some browsers have no full screen, and some refuse it: the numbers are there all the same
    if (document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => undefined)
    choose('1')
  }, [choose])
  const leave = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen()
    choose(null)
  }, [choose])
  return { on: chosen === '1', start, leave }
}
