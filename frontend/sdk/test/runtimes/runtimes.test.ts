import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pulse, type Row } from '../../../tracker/test/rows/server'

/** Their packages carry the program itself; they are fetched for this command alone. */
const PACKAGES = ['node@18.20.8', 'bun@1.4.5', 'deno@2.9.6', 'miniflare@4']
const COMMANDS: Record<string, string[]> = { node: ['node'], bun: ['bun'], deno: ['deno', 'run', '--allow-net', '--allow-read'] }
const DIST = new URL('../../dist', import.meta.url).href
const CLIENT = new URL('client.mjs', import.meta.url).pathname

const pulse = new Pulse()
const folder = mkdtempSync(join(tmpdir(), 'pulse-runtimes-'))
let stored: Row[]

/** A worker at the edge, in the engine that runs them there: it has no process and no files, so it comes as one bundle. */
async function runWorker(): Promise<void> {
  const text = readFileSync(CLIENT, 'utf8').split('\n').filter((line) => !line.includes('await import') && !line.includes('argv'))
  const names = { url: pulse.url, key: pulse.key, queryKey: pulse.queryKey, runtime: 'workerd' }
  const contents = `
    import { PulseServer } from '${new URL('../../dist/server.js', import.meta.url).pathname}'
    import { PulseReader } from '${new URL('../../dist/read.js', import.meta.url).pathname}'
    const { url, key, queryKey, runtime } = ${JSON.stringify(names)}
    export default { async fetch() { ${text.join('\n')}; return new Response('done') } }`
  await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: 'esm', outfile: join(folder, 'worker.mjs') })
  const starter = `
    import { Miniflare } from 'miniflare'
    const worker = new Miniflare({ modules: true, scriptPath: 'worker.mjs', compatibilityDate: '2025-01-01' })
    const answer = await worker.dispatchFetch('http://localhost/')
    console.log(await answer.text())
    await worker.dispose()`
  writeFileSync(join(folder, 'start.mjs'), starter)
  expect(execFileSync(process.execPath, ['start.mjs'], { cwd: folder }).toString().trim()).toBe('done')
}

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--silent', '--no-fund', '--no-audit', ...PACKAGES], { cwd: folder })
  await pulse.start()
  for (const [runtime, [program = '', ...flags]] of Object.entries(COMMANDS)) {
    const given = [DIST, pulse.url, pulse.key, pulse.queryKey, runtime]
    execFileSync(join(folder, 'node_modules/.bin', program), [...flags, CLIENT, ...given], { cwd: folder })
  }
  await runWorker()
  stored = await pulse.rows()
}, 400_000)
afterAll(async () => {
  await pulse.stop()
  pulse.remove()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

test.for([...Object.keys(COMMANDS), 'workerd'])('from %s everything arrives, once', (runtime) => {
  const of = (name: string) =>
    stored.filter((row) => row.name === name).map(({ data }) => JSON.parse(data) as { runtime: string; n: number })
  const numbers = of('runtime').filter((data) => data.runtime === runtime).map(({ n }) => n)
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, n) => n))
  expect(of('single').filter((data) => data.runtime === runtime)).toHaveLength(1)
})
