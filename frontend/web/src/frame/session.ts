import { createContext, use } from 'react'
import type { SocketState } from '../api/client'
import type { Session } from '../api/session'

export interface Here {
  session: Session
  socket: SocketState
  leave: () => void
}

export const SessionContext = createContext<Here | null>(null)

export function useHere(): Here {
  const here = use(SessionContext)
  if (!here) throw new Error('There is no session around this component')
  return here
}

/** Whether this session may change settings. */
export function useManages(): boolean {
  const { session } = useHere()
  return session.operator || session.scopes.includes('admin')
}

/** Whether this session may make anything: not one that came through a share. */
export function useWrites(): boolean {
  const { session } = useHere()
  return session.operator || session.scopes.length > 0
}
