import type { CreateAddOn } from '../types'
export default (() => undefined) satisfies CreateAddOn
