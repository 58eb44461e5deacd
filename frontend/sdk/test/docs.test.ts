import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'

const INSTALL = new URL('../../../docs/install/', import.meta.url)
const HERE = fileURLToPath(new URL('.', import.meta.url))

interface Snippet {
  file: string
  text: string
}

/** Every piece of TypeScript in the installation pages, as a file beside this one would be. */
const snippets: Snippet[] = readdirSync(INSTALL).flatMap((page) => {
  const blocks = readFileSync(new URL(page, INSTALL), 'utf8').matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm)
  return [...blocks].map(([, extension = '', text = ''], index) => ({ file: `${HERE}${page.replace('.md', '')}-${index}.${extension}`, text }))
})

/** Compiles the snippets as they stand, under the strictest settings; one may import another's component. */
function complaints(): string[] {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(`${HERE}tsconfig.json`, (path) => ts.sys.readFile(path)).config, ts.sys, HERE)
  const host = ts.createCompilerHost(options)
  const sources = new Map(snippets.map(({ file, text }) => [file, text]))
  sources.set(`${HERE}analytics.tsx`, snippets.find(({ text }) => text.includes('function Analytics'))?.text ?? '')
  const readFile = host.readFile.bind(host)
  const fileExists = host.fileExists.bind(host)
  const getSourceFile = host.getSourceFile.bind(host)
  host.readFile = (path) => sources.get(path) ?? readFile(path)
  host.fileExists = (path) => sources.has(path) || fileExists(path)
  host.getSourceFile = (path, version) => {
    const text = sources.get(path)
    return text === undefined ? getSourceFile(path, version) : ts.createSourceFile(path, text, version)
  }
  const program = ts.createProgram([...sources.keys()], { ...options, noEmit: true }, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

test('what the installation pages show compiles under strict settings', { timeout: 60_000 }, () => {
  expect(snippets.length).toBeGreaterThan(8)
  expect(complaints()).toEqual([])
})

test('the Cloudflare Worker hands on script and items, with the address, and nothing else', async () => {
  const text = snippets.find(({ text }) => text.includes('CF-Connecting-IP'))?.text ?? ''
  const code = ts.transpile(text, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 })
  const worker = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: { fetch(request: Request): Promise<Response> }
  }
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('{"ok":true}')))
  const headers = { 'CF-Connecting-IP': '203.0.113.7', 'User-Agent': 'Browser', Cookie: 'session=1' }
  await worker.default.fetch(new Request('https://example.com/stats/e?key=k', { method: 'POST', body: '{"events":[]}', headers }))
  await worker.default.fetch(new Request('https://example.com/stats/s.js?add=vitals'))
  expect((await worker.default.fetch(new Request('https://example.com/stats/other'))).status).toBe(404)
  expect(asked.mock.calls.map(([url]) => url)).toEqual([
    'https://pulse.example.com/api/batch?key=k',
    'https://pulse.example.com/api/script.js?add=vitals',
  ])
  const sent = new Headers(asked.mock.calls[0]?.[1]?.headers)
  expect(Object.fromEntries(sent)).toEqual({ 'user-agent': 'Browser', 'x-forwarded-for': '203.0.113.7' })
})
