import { asksForPrivacy } from '../signals'
import type { CreateAddOn } from '../types'

export default ((core) => {
  if (asksForPrivacy()) core.filters.push(() => null)
}) satisfies CreateAddOn
