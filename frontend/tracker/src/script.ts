import { core, startCore } from './core'
import { options } from './sender'
import type { Fields } from './types'

/** Written by the build: the hash of all add-ons. */
declare const VERSION: string

interface Pulse {
  (command: string, arg?: unknown): unknown
  /** What the page's stub has kept until now. */
  q?: [string, unknown][]
  assign?: (experimentId: string) => unknown
}

const page = window as typeof window & { pulse?: Pulse }

const pulse: Pulse = (command, arg) => {
  if (command === 'search') core.send('search_query', arg as Fields)
  else return core.use(command, arg) ?? core.send(command, arg as Fields)
}
pulse.assign = (experimentId) => pulse('assign', experimentId)

function start(tag: HTMLScriptElement): void {
  Object.assign(options, { api: new URL(tag.src).origin }, tag.dataset)
  for (const name in options) options[name] = options[name] === 'false' ? '' : options[name] || 'true'
  // add-ons come from the script's own path, so that a proxy has one path to map, and inherit its nonce
  startCore((name) => import(new URL(`?add=${name}&v=${VERSION}`, tag.src).href))

  const stub = page.pulse
  page.pulse = pulse
  stub?.q?.forEach((call) => pulse(...call))
  for (const name in options) if (options[name]) void core.use(name)
  // whoever runs the site opens a page once with this fragment and is not counted any more in that browser
  if (location.hash === '#pulse-opt-out') pulse('opt_out')
}

// a second tag on the page must not count a second time
if (!page.pulse?.assign) start(document.currentScript as HTMLScriptElement)
