import { Button, Center, Loader, PasswordInput } from '@mantine/core'
import { type ReactNode, type SubmitEvent, useEffect, useMemo, useState } from 'react'
import { Provider, useQuery } from 'urql'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { openApi, type SocketState } from '../api/client'
import { graphql, type ResultOf } from '../api/graphql'
import { SessionContext } from '../frame/session'
import { Mark } from '../parts/Mark'
import { ProjectContext, QuestionProvider } from '../question/useQuestion'
import { useWords } from '../words/words'
import { fixedSearch } from './bounds'
import { SharedPage } from './SharedPage'
import css from './Share.module.css'

const SharedQuery = graphql(`
  query Shared($token: String!) {
    shared(token: $token) {
      name
      projectName
      timezone
      modules
      period
      startAt
      endAt
      needsPassword
      embed
      expiresAt
      project {
        id
      }
    }
  }
`)

export type SharedDashboard = NonNullable<ResultOf<typeof SharedQuery>['shared']>

const nothing = () => undefined

/** A dashboard for whoever has its address: the same panels, within the bounds that its owner set. */
export default function SharedHouse({ token }: { token: string }) {
  const [socket, setSocket] = useState<SocketState>('idle')
  const api = useMemo(() => openApi(nothing, setSocket, token), [token])
  useEffect(() => api.close, [api])
  return (
    <Provider value={api.client}>
      <Door token={token} socket={socket} />
    </Provider>
  )
}

function Door({ token, socket }: { token: string; socket: SocketState }) {
  const words = useWords()
  const [{ data, fetching }, ask] = useQuery({ query: SharedQuery, variables: { token } })
  const shared = data?.shared
  if (fetching && !shared)
    return (
      <Center mih="100vh">
        <Loader aria-label={words.common.loading} />
      </Center>
    )
  if (!shared) return <p className={css.gone}>{words.shares.gone}</p>
  if (shared.needsPassword || !shared.project)
    return (
      <Password
        token={token}
        name={shared.name}
        onEnter={() => {
          ask({ requestPolicy: 'network-only' })
        }}
      />
    )
  return (
    <Inside shared={shared} id={shared.project.id} socket={socket}>
      <SharedPage shared={shared} />
    </Inside>
  )
}

interface InsideProps {
  shared: SharedDashboard
  id: string
  socket: SocketState
  children: ReactNode
}

/** What the panels find around them: a project, a session that may only look, and an address that moves within the bounds. */
function Inside({ shared, id, socket, children }: InsideProps) {
  const { projectName: name, timezone } = shared
  const project = useMemo(() => ({ id, name, domain: '', timezone }), [id, name, timezone])
  const here = useMemo(
    () => ({ session: { operator: false, scopes: [], project }, socket, leave: nothing }),
    [project, socket],
  )
  const place = useMemo(() => {
    const search = fixedSearch(shared)
    if (search === null) return null
    // the range is fixed, the screen is not: ?tv=1 counts here too
    const tv = new URLSearchParams(location.search).get('tv')
    return memoryLocation({ path: '/', searchPath: tv === '1' ? `${search}&tv=1` : search })
  }, [shared])
  return (
    <SessionContext value={here}>
      <ProjectContext value={project}>
        <Router
          {...(place ? { hook: place.hook, searchHook: place.searchHook } : { base: location.pathname.replace(/\/$/, '') })}
        >
          <QuestionProvider>{children}</QuestionProvider>
        </Router>
      </ProjectContext>
    </SessionContext>
  )
}

function Password({ token, name, onEnter }: { token: string; name: string; onEnter: () => void }) {
  const words = useWords()
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const answer = await fetch(`/api/share/${token}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password }),
    })
    if (answer.ok) onEnter()
    else setRefused(((await answer.json()) as { error?: string }).error ?? answer.statusText)
  }
  return (
    <main className={css.door}>
      <form className={css.card} onSubmit={(event) => void submit(event)}>
        <Mark size={36} />
        <h1>{name}</h1>
        <PasswordInput
          label={words.shares.password}
          description={words.shares.ask}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
            setRefused(null)
          }}
          error={refused}
          autoComplete="current-password"
          autoFocus
          required
        />
        <Button type="submit" disabled={password === ''} fullWidth>
          {words.shares.enter}
        </Button>
      </form>
    </main>
  )
}
