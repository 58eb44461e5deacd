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

const pulse: Pulse = (command, arg) =>
  // eslint-disable-next-line @typescript-eslint/no-confusing-void-expression -- a block would cost every page 30 bytes
  command === 'search' ? send('search_query', arg as Fields) : (use(command, arg) ?? send(command, arg as Fields))
pulse.assign = (experimentId) => pulse('assign', experimentId)

function start(tag: HTMLScriptElement): void {
  Object.assign(options, tag.dataset)
  // scheme and host; a URL would cost more than it is worth before the page is there
  ;(options as Partial<Options>).api ??= tag.src.split('/', 3).join('/')
  // add-ons come from the script's own path, so that a proxy has one path to map, and inherit its nonce
  startCore((name) => import(new URL(`?add=${name.replace('_', '-')}&v=${VERSION}`, tag.src).href))

  const stub = window.pulse
  window.pulse = pulse
  stub?.q?.forEach((call) => pulse(...call))
  // whoever runs the site opens a page once with this fragment and is not counted any more in that browser
  if (location.hash === '#pulse_opt_out') pulse('opt_out')
}

// a second tag on the page must not count a second time
if (!window.pulse?.assign) start(document.currentScript as HTMLScriptElement)
