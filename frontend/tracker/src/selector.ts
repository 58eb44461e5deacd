const MAX_DEPTH = 5
/** Names that a build or a library makes up anew: they hold digits, or are longer than anybody would type. */
const MADE_UP = /\d|^.{30,}$|^(css|sc|jsx|svelte|_)[-_]?/
const NAMED = ['data-testid', 'data-pulse', 'name']

const stable = (name: string) => !MADE_UP.test(name)

function named(element: Element): string {
  const { id, localName } = element
  if (id && stable(id)) return `#${CSS.escape(id)}`
  for (const attribute of NAMED) {
    const value = element.getAttribute(attribute)
    if (value && stable(value)) return `${localName}[${attribute}="${CSS.escape(value)}"]`
  }
  return ''
}

function described(element: Element): string {
  const classes = [...element.classList].filter(stable).slice(0, 2)
  const own = element.localName + classes.map((name) => `.${CSS.escape(name)}`).join('')
  const siblings = [...(element.parentElement?.children ?? [])].filter((sibling) => sibling.matches(own))
  return siblings.length > 1 ? `${element.localName}:nth-of-type(${position(element)})` : own
}

function position(element: Element): number {
  let count = 1
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling)
    if (other.localName === element.localName) count++
  return count
}

/** The shortest path that finds the element again, also in tomorrow's build of the page. */
export function selectorOf(target: Element): string {
  let selector = ''
  let element: Element | null = target
  for (let depth = 0; element && depth < MAX_DEPTH; depth++) {
    const name: string = named(element)
    selector = (name || described(element)) + (selector && ` > ${selector}`)
    if (name || document.querySelectorAll(selector).length === 1) break
    element = element.parentElement
  }
  return selector
}
