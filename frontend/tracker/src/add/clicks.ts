import { selectorOf } from '../selector'
import type { CreateAddOn } from '../types'

const WAIT_MS = 5_000
/** What people type into, and what the page marks as nobody's business. */
const PRIVATE = 'input,textarea,select,[contenteditable],[data-pulse-ignore]'

const fraction = (part: number, whole: number) => Math.round((1000 * part) / whole) / 1000

/** Records where pointers click; `data-clicks="0.1"` does so on one page load in ten. */
export default ((core) => {
  const share = Number(core.options.clicks)
  if (share && Math.random() > share) return

  addEventListener(
    'click',
    (event) => {
      const target = event.composedPath()[0]
      // the keyboard clicks too, but at no place
      if (!(target instanceof Element) || !event.detail || target.closest(PRIVATE)) return
      const { left, top, width, height } = target.getBoundingClientRect()
      const { scrollWidth, scrollHeight } = document.documentElement
      core.send(
        'click_event',
        {
          x: Math.round(event.pageX),
          y: Math.round(event.pageY),
          element_selector: selectorOf(target),
          element_x: width ? fraction(event.clientX - left, width) : undefined,
          element_y: height ? fraction(event.clientY - top, height) : undefined,
          viewport_width: innerWidth,
          viewport_height: innerHeight,
          page_width: scrollWidth,
          page_height: scrollHeight,
        },
        WAIT_MS,
      )
    },
    true,
  )
}) satisfies CreateAddOn
