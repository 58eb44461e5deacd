import { Button, PasswordInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { type Session, signIn, SignInError } from '../api/session'
import { Mark } from '../parts/Mark'
import { useWords } from '../words/words'
import css from './SignIn.module.css'

export function SignIn({ ended, onEnter }: { ended: boolean; onEnter: (session: Session) => void }) {
  const words = useWords()
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    signIn(secret.trim())
      .then(onEnter)
      .catch((problem: unknown) => {
        setError(problem instanceof SignInError ? problem.message : words.signIn.unreachable)
        setBusy(false)
      })
  }

  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit}>
        <Mark size={40} />
        <h1>{words.signIn.title}</h1>
        {ended && (
          <p className={css.ended} role="status">
            {words.signIn.ended}
          </p>
        )}
        <PasswordInput
          label={words.signIn.secret}
          description={words.signIn.hint}
          value={secret}
          onChange={(event) => {
            setSecret(event.currentTarget.value)
            setError(null)
          }}
          error={error}
          autoComplete="current-password"
          data-autofocus
          autoFocus
          required
        />
        <Button type="submit" loading={busy} disabled={secret.trim() === ''} fullWidth>
          {words.signIn.submit}
        </Button>
      </form>
    </main>
  )
}
