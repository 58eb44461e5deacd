/**
 * The files of `add/`; the build refuses to go on where the two differ. Those of the second group decide what may leave:
 * nothing does before they are there, or where they cannot be had.
 */
export const ADD_ONS =
  /^(?:404|assign|clicks|errors|forms|outlinks|scroll|search|surveys|tagged|vitals|(before_send|dnt|mask|opt_out))$/
