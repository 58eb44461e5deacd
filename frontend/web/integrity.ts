import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const TAG = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g

/**
 * Writes into a built page what each of its scripts and styles has to be (subresource integrity), so that a browser runs
 * no other. What a script imports at once is preloaded by the page, and so held to the same; parts that come later are
 * known by the hash in their names alone.
 */
export function integrity(): Plugin {
  let base = '/'
  return {
    name: 'integrity',
    apply: 'build',
    configResolved: (config) => {
      base = config.base
    },
    // when all is on the disk as it will be served: files of public/ have been copied, and chunks are final
    writeBundle: ({ dir = '' }) => {
      const page = join(dir, 'index.html')
      const html = readFileSync(page, 'utf8')
      writeFileSync(
        page,
        html.replace(TAG, (tag, address: string) => `${tag} integrity="${digest(join(dir, address.slice(base.length)))}"`),
      )
    },
  }
}

const digest = (file: string): string => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`
