/** In a pattern `*` stands for one segment of the path, and `**` for all that follow. */
export function compile(text: string): RegExp {
  const source = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]+'))
  return new RegExp(`^${source}/?$`)
}
