/** The innermost element around an event that fits, also from within open shadow roots. */
export function around(event: Event, selector: string): Element | undefined {
  return event.composedPath().find((node): node is Element => node instanceof Element && node.matches(selector))
}

/** Links open by the first button, or in a new tab by the middle one; the menu of the second is no visit. */
export function onVisit(visit: (event: Event) => void): void {
  addEventListener('click', visit, true)
  addEventListener(
    'auxclick',
    (event) => {
      if (event.button === 1) visit(event)
    },
    true,
  )
}
