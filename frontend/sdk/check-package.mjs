/** Checks what would be published: its content, and that every way of importing it finds code and types. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pulse-pack-'))
const packed = execFileSync('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: here, stdio: ['ignore', 'pipe', 'ignore'] })
const [{ filename, files }] = /** @type {{ filename: string, files: { path: string }[] }[]} */ (JSON.parse(packed.toString()))
const tarball = readFileSync(join(folder, filename))
rmSync(folder, { recursive: true })

const strays = files.map(({ path }) => path).filter((path) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(path))
const complaints = strays.map((path) => `does not belong into the package: ${path}`)

const { messages } = await publint({ pkgDir: here, strict: true })
const manifest = /** @type {Record<string, unknown>} */ (JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')))
complaints.push(...messages.map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`))

const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)))
if (!analysis.types) complaints.push('are the types wrong: there are none')
else
  for (const problem of analysis.problems)
    // node10 knows no "exports"; its entry points other than the main one are beyond its reach
    if (!('resolutionKind' in problem && problem.resolutionKind === 'node10')) complaints.push(`are the types wrong: ${JSON.stringify(problem)}`)

if (complaints.length) {
  console.error(complaints.join('\n'))
  process.exit(1)
}
