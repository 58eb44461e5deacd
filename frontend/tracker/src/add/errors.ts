import type { CreateAddOn } from '../types'

const MAX_ERRORS = 20
const MAX_LINES = 10
const MAX_CHARS = 2_000
const FRAME = /(\w[\w-]*:\/\/[^\s)]+?):(\d+):(\d+)/

/** Reports errors of the site's own scripts, each once a page. */
export default ((core) => {
  const known = new Set<string>()
  const ours = `${location.origin},${core.options.errors ?? ''}`.split(',').filter((origin) => origin.includes(':'))

  const report = (error: unknown, text: string, place = '') => {
    const { name = '', stack = '' } = (error ?? {}) as Partial<Error>
    const message = (text.includes(name) ? text : `${name}: ${text}`).replace(/^Uncaught /, '').slice(0, MAX_CHARS)
    // queries are where tokens stand
    const frames = stack.replace(/\?[^\s):]*/g, '').split('\n', MAX_LINES).join('\n').slice(0, MAX_CHARS)
    const [, filename = '', line, column] = FRAME.exec(frames + place) ?? []
    const id = `${message} ${filename} ${line}`
    // what has no place, or one that is not ours, comes from extensions and from scripts of others
    if ((stack && !ours.some((origin) => filename.startsWith(origin))) || known.has(id) || known.size === MAX_ERRORS) return
    known.add(id)
    core.send('js_error', { message, stack: frames, filename, lineno: Number(line) || undefined, colno: Number(column) || undefined })
  }

  addEventListener('error', ({ error, message, filename, lineno, colno }) => {
    if (error) report(error, message, ` ${filename}:${lineno}:${colno}`)
  })
  addEventListener('unhandledrejection', ({ reason }: { reason: unknown }) => {
    report(reason, String((reason as Error | undefined)?.message ?? reason))
  })
}) satisfies CreateAddOn
