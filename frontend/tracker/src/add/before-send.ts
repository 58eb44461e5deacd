import type { CreateAddOn, Filter } from '../types'

export default ((core, filter: Filter) => {
  core.filters.push(filter)
}) satisfies CreateAddOn
