/** Builds the package's entry points, each as ESM and as CommonJS, with their types. */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, 'dist')
const entries = ['index', 'server', 'read', 'react', 'vue']

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: here,
  entryPoints: entries.map((name) => `src/${name}.ts`),
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  target: 'es2022',
  logLevel: 'warning',
  tsconfigRaw: '{"compilerOptions":{"jsx":"react-jsx"}}',
}

/** Types come from the compiler; what the entry points say of themselves does not reach into the tracker. */
async function writeTypes() {
  const folder = await mkdtemp(join(tmpdir(), 'pulse-types-'))
  const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'))
  const options = ['--declaration', '--emitDeclarationOnly', '--rootDir', '..', '--outDir', folder]
  execFileSync(process.execPath, [compiler, '-p', here, ...options], { cwd: here, stdio: 'inherit' })
  await cp(join(folder, 'sdk/src'), out, { recursive: true })
  await rm(folder, { recursive: true })
}

/** CommonJS is resolved with type files of its own. */
async function writeCommonTypes() {
  const files = await readdir(out, { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
    const text = await readFile(join(out, file), 'utf8')
    await writeFile(join(out, file.replace(/\.ts$/, '.cts')), text.replace(/(from '\.{1,2}\/[^']+)\.js'/g, "$1.cjs'"))
  }
}

await import('./generate.mjs')
await rm(out, { recursive: true, force: true })
await build({ ...common, format: 'esm', splitting: true, chunkNames: 'chunks/[name]-[hash]' })
await build({ ...common, format: 'cjs', outExtension: { '.js': '.cjs' } })
await writeTypes()
await writeCommonTypes()
