import { FILTERS, OBSERVERS } from './names'
import { filters, flush, holds, options, queue } from './sender'
import type { AddOn, Core, Fields, Item, Load } from './types'
import { startViews } from './views'

const addOns: (AddOn | undefined)[] = []
let referrer: string

/** The path as it is sent, and the address as it tells one history entry from another. */
export function places(): [string, string] {
  const { pathname, search, hash } = location
  const route = 'hash' in options ? hash : ''
  return [pathname + route, pathname + search + route]
}

export function tell(event: keyof AddOn): void {
  addOns.forEach((addOn) => addOn?.[event]?.())
}

export function send(type: string, fields?: Fields, wait?: number): void {
  const [path] = places()
  const item: Item = {
    id: crypto.getRandomValues(new Uint32Array(4)).join('-'),
    type,
    timestamp: Date.now(),
    path,
    hostname: location.hostname,
    webdriver: navigator.webdriver || undefined,
  }
  if (type === 'pageview') {
    core.view = item
    item.title = document.title
    item.referrer = referrer
    item.screen = `${screen.width}x${screen.height}`
    item.language = navigator.language
    if ('utm' in options)
      new URLSearchParams(location.search).forEach((value, name) => {
        if (name.startsWith('utm_')) item[name] = value
      })
    referrer = location.origin + path
    // what happened while the view settled belongs behind it
    queue.unshift(item)
    tell('view')
  } else queue.push(item)
  Object.assign(item, fields)
  setTimeout(flush, wait)
}

const isIn = (names: string, name: string): boolean => names.split(' ').includes(name)

export function use(name: string, arg?: unknown): Promise<unknown> | null {
  if (isIn(FILTERS, name)) holds.add(name)
  else if (!isIn(OBSERVERS, name)) return null
  return core.load(name).then(
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
export const core = { options, filters, send, use } as Core

export function startCore(load: Load): void {
  core.load = load
  referrer = document.referrer
  for (const name in options) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the options are a dictionary of attributes
    if (options[name] === 'false') delete options[name]
    else void use(name)
  }
  startViews()
}
