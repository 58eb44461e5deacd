import { unlessOptedOut } from '../opt-out'
import { asksForPrivacy } from '../signals'
import type { Core, CreateAddOn, Item } from '../types'

const assigned = new Map<string, Promise<string | null>>()

async function ask({ options: { api, key } }: Core, experimentId: string): Promise<string | null> {
  try {
    const url = `${api}/api/v1/experiments/${encodeURIComponent(experimentId)}/assign?key=${key}`
    const response = await fetch(url, { method: 'POST', credentials: 'omit' })
    return response.ok ? ((await response.json()) as { variant: string }).variant : null
  } catch {
    return null // the page shows what it would show without the experiment
  }
}

/** The visitor's variant, asked once a page; null for whoever wants no part in it. */
export default ((core, experimentId: string) => {
  if (!unlessOptedOut({} as Item) || ('dnt' in core.options && asksForPrivacy())) return Promise.resolve(null)
  const variant = assigned.get(experimentId) ?? ask(core, experimentId)
  assigned.set(experimentId, variant)
  return variant
}) satisfies CreateAddOn
