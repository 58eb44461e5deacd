const MAX_DEPTH = 5
/** Names that a build or a library makes up anew hold digits, or are longer than anybody would type. */
const isStable = (name: string) => !/\d|.{30}/.test(name)

function describe(element: Element): string {
  const { id, classList, localName, parentElement } = element
  if (id && isStable(id)) return `#${CSS.escape(id)}`
  const classes = [...classList].filter(isStable).slice(0, 2)
  const own = [localName, ...classes.map(CSS.escape)].join('.')
  const siblings = [...(parentElement?.children ?? [])]
  return siblings.filter((sibling) => sibling.matches(own))[1] ? `${own}:nth-child(${siblings.indexOf(element) + 1})` : own
}

/** The shortest path that finds the element again, also in tomorrow's build of the page. */
export function selectorOf(target: Element): string {
  const path: string[] = []
  for (let element: Element | null = target; element && !path[MAX_DEPTH - 1]; element = element.parentElement) {
    path.unshift(describe(element))
    if (path[0]?.startsWith('#') || !document.querySelectorAll(path.join(' > '))[1]) break
  }
  return path.join(' > ')
}
