import type { CreateAddOn } from '../types'

const MAX_ERRORS = 20
const MAX_LINES = 10
const MAX_CHARS = 2_000
const FRAME = /(https?:\/\/[^\s)]+?|[\w-]+:\/\/[^\s)]+?):(\d+):(\d+)/

/** Reports errors of the site's own scripts, each once a page. */
export default ((core) => {
  const known = new Set<string>()
  const { errors = '' } = core.options
  const ours = [location.origin, ...errors.split(',').filter((origin) => origin.includes('//'))]

  const report = (error: unknown, message: string, place: Partial<ErrorEvent>) => {
    const { name, stack = '' } = error instanceof Error ? error : ({} as Partial<Error>)
    const [, file = '', line, column] = FRAME.exec(stack) ?? []
    const filename = (place.filename || file).replace(/[?#].*/, '')
    // browser extensions, and scripts of others, are not for the site to mend
    if (filename ? !ours.some((origin) => filename.startsWith(origin)) : message === 'Script error.') return
    const text = name && !message.startsWith(name) ? `${name}: ${message}` : message
    const lineno = place.lineno ?? Number(line)
    const id = `${text} ${filename} ${lineno}`
    if (known.has(id) || known.size === MAX_ERRORS) return
    known.add(id)
    core.send('js_error', {
      message: text.slice(0, MAX_CHARS),
      stack: stack.split('\n', MAX_LINES).join('\n').replace(/[?#][^\s):]*/g, '').slice(0, MAX_CHARS),
      filename,
      lineno: lineno || undefined,
      colno: (place.colno ?? Number(column)) || undefined,
    })
  }

  addEventListener('error', (event) => {
    report(event.error, event.message.replace(/^Uncaught /, ''), event)
  })
  addEventListener('unhandledrejection', ({ reason }: { reason: unknown }) => {
    report(reason, reason instanceof Error ? reason.message : String(reason), {})
  })
}) satisfies CreateAddOn
