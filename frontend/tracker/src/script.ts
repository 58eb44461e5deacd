import { send, startCore, use } from './core'
import { options } from './sender'
import type { Fields, Options } from './types'

/** Written by the build: the hash of all add-ons. */
declare const VERSION: string

interface Pulse {
  (command: string, arg?: unknown): unknown
  /** What the page's stub has kept until now. */
  q?: [string, unknown][]
  assign?: (experimentId: string) => unknown
}

declare global {
  interface Window {
    pulse?: Pulse
  }
}

const stub = window.pulse
let started = 0

const pulse: Pulse = (command, arg) => {
  start()
  // eslint-disable-next-line @typescript-eslint/no-confusing-void-expression -- a block would cost every page 30 bytes
  return command === 'search' ? send('search_query', arg as Fields) : (use(command, arg) ?? send(command, arg as Fields))
}
pulse.assign = (experimentId) => pulse('assign', experimentId)

function start(): void {
  if (started++) return
  // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- the tag that brought this here
  const { dataset, src } = document.querySelector<HTMLScriptElement>('script[data-key^=pa_]')!
  Object.assign(options, dataset)
  ;(options as Partial<Options>).api ??= new URL(src).origin
  // add-ons come from the script's own path, so that a proxy has one path to map, and inherit its nonce
  startCore((name) => import(new URL(`?add=${name.replace('_', '-')}&v=${VERSION}`, src) as unknown as string))
  stub?.q?.forEach((call) => pulse(...call))
  // whoever runs the site opens a page once with this fragment and is not counted any more in that browser
  if (location.hash === '#pulse_opt_out') pulse('opt_out')
}

// a second tag on the page must not count a second time
if (!stub?.assign) {
  window.pulse = pulse
  // not now: to touch the document for the first time takes longer than all else here, and the page is still loading
  setTimeout(start)
}
