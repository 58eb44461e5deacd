// Lists made of a text: a pattern would have to be compiled on each page, which costs many times as much.
export const OBSERVERS = '404 assign clicks errors forms outlinks scroll search surveys tagged vitals'.split(' ')
/** Those that decide what may leave: nothing does before they are there, or where they cannot be had. */
export const FILTERS = 'before_send dnt mask opt_out'.split(' ')
