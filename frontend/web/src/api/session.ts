/** Who is signed in. The key or token itself is given to the server once; the browser keeps a cookie that scripts cannot read. */

export interface SessionProject {
  id: string
  name: string
  domain: string
  timezone: string
}

export interface Session {
  operator: boolean
  scopes: string[]
  project: SessionProject | null
}

export class SignInError extends Error {}

const PATH = '/api/session'

/** Who is signed in as the page begins; public/early.js has asked. Nobody, where that cannot be told. */
export async function firstSession(): Promise<Session | null> {
  const page = globalThis as { pulseSession?: Promise<[Response, string]> }
  try {
    const [answer, text] = (await page.pulseSession) ?? []
    return answer?.ok && text ? (JSON.parse(text) as { session: Session | null }).session : null
  } catch {
    return null
  }
}

/** Sign in with an API key, or with the admin token: keys have a prefix that tells them apart. */
export async function signIn(secret: string): Promise<Session> {
  const credential = secret.startsWith('pa_live_') ? { key: secret } : { token: secret }
  const answer = await fetch(PATH, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(credential),
  })
  const body = (await answer.json()) as { session: Session; error?: string }
  if (!answer.ok) throw new SignInError(body.error ?? answer.statusText)
  return body.session
}

export async function signOut(): Promise<void> {
  await fetch(PATH, { method: 'DELETE' })
}
