import { selectorOf } from '../selector'
import type { CreateAddOn } from '../types'

const WAIT_MS = 5_000
/** What people type into, and what the page marks as nobody's business. */
const PRIVATE = 'input,textarea,select,[contenteditable],[data-pulse-ignore]'

const share = (part: number, whole: number) => (whole ? Math.round((1000 * part) / whole) / 1000 : 0)

/** Records where pointers click; `data-clicks="0.1"` does so on one page load in ten. */
export default ((core) => {
  if (Math.random() > Number(core.options.clicks)) return

  addEventListener(
    'click',
    (event) => {
      const [target] = event.composedPath()
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
          element_x: share(event.clientX - left, width),
          element_y: share(event.clientY - top, height),
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
