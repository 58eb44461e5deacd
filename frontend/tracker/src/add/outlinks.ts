import { around, onVisit } from '../element'
import type { CreateAddOn } from '../types'

const FILE = /\.(7z|apk|csv|deb|dmg|docx?|epub|exe|gz|iso|mp[34]|msi|pdf|pkg|pptx?|rar|tar|xlsx?|zip)$/i

/** Follows links that lead away, and those that lead to a file. */
export default ((core) => {
  onVisit((event) => {
    const link = around(event, 'a[href],area[href]')
    const href = link?.getAttribute('href')
    if (!link || !href || !URL.canParse(href, document.baseURI)) return
    const { protocol, origin, hostname, pathname } = new URL(href, document.baseURI)
    const download = link.hasAttribute('download') || FILE.test(pathname)
    if (!protocol.startsWith('http') || (!download && hostname === location.hostname)) return
    // without the query: it is where tokens and signatures stand
    core.send('outlink', { url: origin + pathname, link_type: download ? 'download' : 'external' })
  })
}) satisfies CreateAddOn
