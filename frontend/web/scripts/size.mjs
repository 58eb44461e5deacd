// What a browser loads of the dashboard, packed as the server sends it; fails when it is over budget.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

const BUDGETS = { 'first load': 250, 'with charts': 500 }

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url))
const manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8'))

/** The files of a module and of all that it imports at once. */
function filesOf(id, found = new Set()) {
  const { file, css = [], imports = [] } = manifest[id]
  if (found.has(file)) return found
  for (const each of [file, ...css]) found.add(each)
  for (const each of imports) filesOf(each, found)
  return found
}

const weigh = (files) =>
  [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(folder + file)).length, 0) / 1024

const overview = filesOf('index.html')
const charts = new Set([...overview, ...filesOf('src/panels/chart/draw.ts')])
const weights = { 'first load': weigh(overview), 'with charts': weigh(charts) }

for (const [name, weight] of Object.entries(weights)) {
  const budget = BUDGETS[name]
  console.log(`${name.padEnd(12)} ${weight.toFixed(1).padStart(6)} KB brotli of ${budget} KB`)
  if (weight > budget) process.exitCode = 1
}
