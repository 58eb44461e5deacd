import type { CreateAddOn } from '../types'

/** Counts submitted forms by their name; what was entered stays in the page. */
export default ((core) => {
  addEventListener(
    'submit',
    ({ target }) => {
      if (!(target instanceof HTMLFormElement) || target.matches('[data-pulse-event],[data-pulse-ignore]')) return
      // by attribute: a field called "id" would stand in the property's place
      const form = target.getAttribute('id') ?? target.getAttribute('name') ?? 'form'
      core.send('event', { name: 'form_submit', data: { form } })
    },
    true,
  )
}) satisfies CreateAddOn
