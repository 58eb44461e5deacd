/** Shows what the built script weighs beside its peers, and fails where it is over its budget. */
import { readFile } from 'node:fs/promises'

/** @typedef {{ gzip: number, brotli: number }} Weight */
const manifest = /** @type {{ script: Weight, add_ons: Record<string, Weight> }} */ (
  JSON.parse(await readFile(new URL('../dist/tracker/manifest.json', import.meta.url), 'utf8'))
)

const CORE_BUDGET = 1_300
const ALL_BUDGET = 6_500
/** Every attribute that the documentation's snippet switches on, and `data-dnt`. */
const DOCUMENTED = ['vitals', 'scroll', 'outlinks', 'errors', 'clicks', 'search', 'dnt']
/** Their own core script, gzip. */
const PEERS = { Medama: 800, Umami: 2_200, GoatCounter: 2_200, OpenPanel: 3_300, Rybbit: 4_700 }

/** @param {string} line */
const say = (line) => {
  if (!process.argv.includes('--quiet')) console.log(line)
}

/** @param {string[]} names */
const sum = (names) =>
  names
    .map((name) => manifest.add_ons[name])
    .concat(manifest.script)
    .reduce((total, weight) => ({ gzip: total.gzip + (weight?.gzip ?? 0), brotli: total.brotli + (weight?.brotli ?? 0) }), {
      gzip: 0,
      brotli: 0,
    })

/** @param {string} name @param {Weight} weight @param {string} [note] */
const row = (name, { gzip, brotli }, note = '') =>
  say(`${name.padEnd(34)}${String(gzip).padStart(7)}${String(brotli).padStart(8)}  ${note}`.trimEnd())

const core = manifest.script
const all = sum(DOCUMENTED)
say(`${''.padEnd(34)}   gzip  brotli`)
row('script.js', core, `budget ${CORE_BUDGET} brotli`)
for (const [name, weight] of Object.entries(manifest.add_ons)) row(`  + ${name}`, weight)
row('everything documented on', all, `budget ${ALL_BUDGET} brotli`)
row('everything there is', sum(Object.keys(manifest.add_ons)))
for (const [name, gzip] of Object.entries(PEERS)) say(`${`${name}, for comparison`.padEnd(34)}${String(gzip).padStart(7)}`)

const over = [
  core.brotli > CORE_BUDGET && `script.js is ${core.brotli - CORE_BUDGET} bytes over its budget`,
  all.brotli > ALL_BUDGET && `everything on is ${all.brotli - ALL_BUDGET} bytes over its budget`,
].filter(Boolean)
if (over.length) {
  console.error(over.join('\n'))
  process.exit(1)
}
