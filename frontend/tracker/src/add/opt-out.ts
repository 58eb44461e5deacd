import type { CreateAddOn } from '../types'

export default ((_core, out: boolean | undefined) => {
  if (out === false) localStorage.removeItem('pulse_opt_out')
  else localStorage.setItem('pulse_opt_out', '1')
}) satisfies CreateAddOn
