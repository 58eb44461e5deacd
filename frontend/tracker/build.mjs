/** Builds the script and each add-on as one file, and writes what the server and the CLI tell of them: `manifest.json`. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

const source = new URL('src/', import.meta.url).pathname
const out = new URL('../dist/tracker/', import.meta.url).pathname

/**
 * esbuild bundles; terser then takes off some 5 % more than esbuild's own minifier.
 * @param {string} entry @param {string} file @param {'esm' | 'iife'} format @param {Record<string, string>} define
 */
async function bundle(entry, file, format, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    bundle: true,
    write: false,
    minifySyntax: true,
    target: 'es2022',
    tsconfigRaw: '{}',
    format,
    define,
  })
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2020,
    module: format === 'esm',
    toplevel: format === 'esm',
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
  })
  await writeFile(join(out, file), code ?? '')
}

/** @param {string} file */
async function describe(file) {
  const bytes = await readFile(join(out, file))
  return {
    file,
    bytes: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  }
}

await rm(out, { recursive: true, force: true })
await mkdir(join(out, 'add'), { recursive: true })

const names = (await readdir(join(source, 'add'))).map((file) => basename(file, '.ts'))
/** @type {Record<string, Awaited<ReturnType<typeof describe>>>} */
const addOns = {}
for (const name of names.sort()) {
  await bundle(`add/${name}.ts`, `add/${name}.js`, 'esm')
  addOns[name] = await describe(`add/${name}.js`)
}

// the version changes with any add-on, so that a cached add-on never meets another release's script
const version = createHash('sha256').update(JSON.stringify(addOns)).digest('hex').slice(0, 6)
await bundle('script.ts', 'script.js', 'iife', { VERSION: JSON.stringify(version) })

const manifest = { version, script: await describe('script.js'), add_ons: addOns }
await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
