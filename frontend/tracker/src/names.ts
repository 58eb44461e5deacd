// Texts, split only when one is asked for: a list, or a pattern, would be made while each page loads.
export const OBSERVERS = '404 assign clicks errors forms outlinks scroll search surveys tagged vitals'
/** Those that decide what may leave: nothing does before they are there, or where they cannot be had. */
export const FILTERS = 'before_send dnt mask opt_out'
