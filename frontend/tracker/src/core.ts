import { ADD_ONS } from './names'
import { filters, flush, holds, options, queue } from './sender'
import type { AddOn, Core, Fields, Item, Load } from './types'
import { startViews } from './views'

/** The one key that is ever written to the visitor's storage, and only when they ask for it. */
export const OPT_OUT = 'pulse_opt_out'
const LAZY_MS = 5_000

const addOns: (AddOn | undefined)[] = []
let load: Load
let referrer: string

const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte + 256).toString(16).slice(1)).join('')

/** The path as it is sent, and the address as it tells one history entry from another. */
export function places(): [string, string] {
  const hash = options.hash ? location.hash : ''
  const full = location.pathname + location.search + hash
  return [options.mask ? full : location.pathname + hash, full]
}

export function tell(event: keyof AddOn): void {
  addOns.forEach((addOn) => addOn?.[event]?.())
}

function describePage(item: Item): void {
  item.title = document.title
  item.referrer = referrer
  item.screen = `${screen.width}x${screen.height}`
  item.language = navigator.language
  if (options.utm)
    new URLSearchParams(location.search).forEach((value, name) => {
      if (/^utm_/.test(name)) item[name] = value
    })
  referrer = location.origin + item.path
}

function send(type: string, fields?: Fields, lazy?: boolean): void {
  const item: Item = {
    id: randomId(),
    type,
    timestamp: Date.now(),
    path: places()[0],
    hostname: location.hostname,
    webdriver: navigator.webdriver || undefined,
  }
  if (type === 'pageview') {
    core.view = item.id
    describePage(item)
    // what happened while the view settled belongs behind it
    queue.unshift(item)
    tell('view')
  } else queue.push(item)
  Object.assign(item, fields)
  setTimeout(flush, lazy ? LAZY_MS : 0)
}

function use(name: string, arg?: unknown): Promise<unknown> | null {
  const match = ADD_ONS.exec(name)
  if (!match) return null
  if (match[1]) holds.add(name)
  return load(name).then(
    (module) => {
      const addOn = module.default(core, arg)
      addOns.push(addOn as AddOn | undefined)
      holds.delete(name)
      flush()
      return addOn
    },
    () => null,
  )
}

/** The page's one tracker: a page has one visitor and one history. */
export const core: Core = { options, view: '', filters, send, use }

export function startCore(loadAddOn: Load): void {
  load = loadAddOn
  referrer = document.referrer
  filters.push((item) => {
    try {
      return localStorage[OPT_OUT] ? null : item
    } catch {
      return item // storage is forbidden here, and so nobody has opted out
    }
  })
  startViews()
}
