import { Center, Loader } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { readSession, type Session, signOut } from '../api/session'
import { SignIn } from '../pages/SignIn'
import { useWords } from '../words/words'
import { House } from './House'

type State = { at: 'asking' } | { at: 'out'; ended: boolean } | { at: 'in'; session: Session }

/** Nobody passes without a session, and whoever loses it stands outside again at once. */
export function Gate() {
  const words = useWords()
  const [state, setState] = useState<State>({ at: 'asking' })
  useEffect(() => {
    readSession()
      .then((session) => {
        setState(session ? { at: 'in', session } : { at: 'out', ended: false })
      })
      .catch(() => {
        setState({ at: 'out', ended: false })
      })
  }, [])
  const enter = useCallback((session: Session) => {
    setState({ at: 'in', session })
  }, [])
  const ended = useCallback(() => {
    setState({ at: 'out', ended: true })
  }, [])
  const leave = useCallback(() => {
    void signOut().finally(() => {
      setState({ at: 'out', ended: false })
    })
  }, [])
  if (state.at === 'in') return <House session={state.session} onEnded={ended} onLeave={leave} />
  if (state.at === 'out') return <SignIn ended={state.ended} onEnter={enter} />
  return (
    <Center mih="100vh">
      <Loader aria-label={words.common.loading} />
    </Center>
  )
}
