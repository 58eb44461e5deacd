import { compile } from '../pattern'
import type { CreateAddOn } from '../types'

/** Reports pages under a pattern's name, and keeps the query parameters that are named with a question mark. */
export default ((core) => {
  const words = (core.options.mask ?? '').split(/[\s,]+/).filter(Boolean)
  const kept = words.filter((word) => word.startsWith('?')).map((word) => word.slice(1))
  const patterns = words.filter((word) => word.startsWith('/')).map((text) => ({ text, fits: compile(text) }))

  const maskPath = (path: string) => patterns.find(({ fits }) => fits.test(path))?.text ?? path
  const query = () => {
    const parameters = [...new URLSearchParams(location.search)].filter(([name]) => kept.includes(name))
    return parameters.length ? `?${new URLSearchParams(parameters).toString()}` : ''
  }
  const maskUrl = (url: unknown) => {
    if (typeof url !== 'string' || !url.startsWith(location.origin)) return url
    return location.origin + maskPath(url.slice(location.origin.length))
  }

  core.filters.push((item) => {
    const path = maskPath(item.path)
    return {
      ...item,
      path: path + (item.path === location.pathname ? query() : ''),
      // a page of which the path must not be told has a title like "Order 4711"
      title: path === item.path ? item.title : undefined,
      referrer: maskUrl(item.referrer),
      url: maskUrl(item.url),
    }
  })
}) satisfies CreateAddOn
