import { around, onVisit } from '../element'
import type { CreateAddOn, Fields } from '../types'

const TAG = 'data-pulse-event'

/** `data-pulse-event-billing-cycle="annual"` becomes `{ billing_cycle: "annual" }`. */
function dataOf(element: Element): Fields {
  const own = [...element.attributes].filter(({ name }) => name.startsWith(`${TAG}-`))
  return Object.fromEntries(own.map(({ name, value }) => [name.slice(TAG.length + 1).replaceAll('-', '_'), value]))
}

/** Sends the event that an element's attributes describe when it is clicked, or when it is a form and is submitted. */
export default ((core) => {
  const report = (element: Element) => {
    const revenue = element.getAttribute('data-pulse-revenue')
    core.send('event', {
      name: element.getAttribute(TAG),
      data: dataOf(element),
      revenue_amount: revenue ? Number(revenue) : undefined,
      revenue_currency: element.getAttribute('data-pulse-currency') ?? undefined,
    })
  }
  onVisit((event) => {
    const element = around(event, `[${TAG}]`)
    if (element && element.localName !== 'form') report(element)
  })
  addEventListener(
    'submit',
    ({ target }) => {
      if (target instanceof HTMLFormElement && target.hasAttribute(TAG)) report(target)
    },
    true,
  )
}) satisfies CreateAddOn
