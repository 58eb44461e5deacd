import { useEffect, useMemo, useState } from 'react'
import { Provider } from 'urql'
import { Router } from 'wouter'
import { openApi, type SocketState } from '../api/client'
import type { Session } from '../api/session'
import { SessionContext } from './session'
import { Frame } from './Frame'
import { ProjectChoice } from './ProjectChoice'

interface Props {
  session: Session
  onEnded: () => void
  onLeave: () => void
}

/** What is there for one session: its connection, its project, and the frame around every page. */
export function House({ session, onEnded, onLeave }: Props) {
  const [socket, setSocket] = useState<SocketState>('idle')
  const api = useMemo(() => openApi(onEnded, setSocket), [onEnded])
  useEffect(() => api.close, [api])
  const here = useMemo(() => ({ session, socket, leave: onLeave }), [session, socket, onLeave])
  return (
    <Provider value={api.client}>
      <SessionContext value={here}>
        <Router base="/dashboard">
          <ProjectChoice>
            <Frame />
          </ProjectChoice>
        </Router>
      </SessionContext>
    </Provider>
  )
}
