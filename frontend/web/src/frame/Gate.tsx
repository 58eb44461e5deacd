import { Center, Loader } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { firstSession, type Session, signOut } from '../api/session'
import { SignIn } from '../pages/SignIn'
import { useWords } from '../words/words'
import { House } from './House'

type State = { at: 'asking' } | { at: 'out'; ended: boolean } | { at: 'in'; session: Session }

const begin = (session: Session | null): State => (session ? { at: 'in', session } : { at: 'out', ended: false })

/**
 * Nobody passes without a session, and whoever loses it stands outside again at once.
 * @param known the session the page begins with, where that is known already
 */
export function Gate({ known }: { known: Session | null | undefined }) {
  const words = useWords()
  const [state, setState] = useState<State>(known === undefined ? { at: 'asking' } : begin(known))
  useEffect(() => {
    if (known === undefined) void firstSession().then((session) => { setState(begin(session)) })
  }, [known])
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
