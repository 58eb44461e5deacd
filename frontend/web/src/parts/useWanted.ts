import { useState } from 'react'

/** Whether it is or was so: what opens for the first time is made then, not with the page. */
export function useWanted(so: boolean): boolean {
  const [ever, setEver] = useState(so)
  if (so && !ever) setEver(true)
  return ever || so
}
