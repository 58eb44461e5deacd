/** Ends with 1 where a part of Mantine is in the built scripts, but its styles are not among those of src/styles.ts. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const CLASS = /\bm_[0-9a-f]{6,8}\b/g
const styles = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Text.css'))
const read = (folder, kind) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(kind))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')])
const imported = readFileSync('src/styles.ts', 'utf8')
const used = new Set(read('../dist/web', '.js').flatMap(([, code]) => code.match(CLASS) ?? []))
const missing = read(styles, '.css')
  .filter(([name, rules]) => !name.endsWith('.layer.css') && (rules.match(CLASS) ?? []).some((one) => used.has(one)))
  .map(([name]) => name)
  .filter((name) => !imported.includes(`/${name}'`))
if (missing.length) {
  console.error(`src/styles.ts lacks ${missing.join(', ')}`)
  process.exit(1)
}
