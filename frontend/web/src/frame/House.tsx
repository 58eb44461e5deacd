import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Provider } from 'urql'
import { Router } from 'wouter'
import { openApi, type SocketState } from '../api/client'
import type { Session } from '../api/session'
import { askAhead } from '../pages/overview/useOverview'
import { QuestionProvider } from '../question/useQuestion'
import { SessionContext } from './session'
import { useTv } from '../tv/useTv'
import { Frame } from './Frame'
import { ProjectChoice } from './ProjectChoice'

const OVERVIEW = /^\/dashboard\/?$/
const Tv = lazy(() => import('../tv/Tv'))

interface Props {
  session: Session
  onEnded: () => void
  onLeave: () => void
}

/** What is there for one session: its connection, its project, and the frame around every page. */
export function House({ session, onEnded, onLeave }: Props) {
  const [socket, setSocket] = useState<SocketState>('idle')
  const api = useMemo(() => {
    const opened = openApi(onEnded, setSocket)
    if (session.project && OVERVIEW.test(location.pathname)) askAhead(opened.client, session.project)
    return opened
  }, [onEnded, session])
  useEffect(() => api.close, [api])
  // making a page keeps the thread busy, and a question goes out only when it is free: so the question first
  const [there, setThere] = useState(false)
  useEffect(() => {
    setThere(true)
  }, [])
  const here = useMemo(() => ({ session, socket, leave: onLeave }), [session, socket, onLeave])
  return (
    <Provider value={api.client}>
      <SessionContext value={here}>
        <Router base="/dashboard">
          <ProjectChoice>
            <QuestionProvider>{there && <Inside />}</QuestionProvider>
          </ProjectChoice>
        </Router>
      </SessionContext>
    </Provider>
  )
}

/** The pages in their frame, or the numbers alone on a screen on the wall. */
function Inside() {
  const { on } = useTv()
  if (!on) return <Frame />
  return (
    <Suspense>
      <Tv />
    </Suspense>
  )
}
