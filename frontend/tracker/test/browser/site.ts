import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'

const LINKS = `
  <a id="second" href="/second">Second</a>
  <a id="away" href="https://elsewhere.example/page?token=secret#part">Away</a>
  <a id="file" href="/files/report.pdf?signature=secret" download>Report</a>
  <form id="contact" action="/second"><input name="message" value="private"><button>Send</button></form>
  <button id="buy" data-pulse-event="purchase" data-pulse-event-billing-cycle="annual" data-pulse-revenue="49.99"
    data-pulse-currency="USD">Buy</button>`

/** A site of some plain pages and a single-page application, at an origin of its own, with the tag that a test asks for. */
export class Site {
  /** The tag's attributes, without those that every tag has. */
  attributes = ''
  policy = ''
  /** Stands before the tag. */
  head = ''
  /** The script's own address, and more of the tag, where a test needs another. */
  tag = ''
  /** Scripts of the site's own, by path. */
  readonly files: Record<string, string> = {}
  /** Paths of the site's own that lead elsewhere. */
  forward: Record<string, string> = {}
  /** Each page that was asked for, with what for. */
  readonly visits: string[] = []
  private server: Server | undefined

  constructor(
    private readonly collector: string,
    private readonly key = 'pa_live_test',
  ) {}

  async start(): Promise<this> {
    this.files['/app.js'] = await bundleApplication()
    this.server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://site.test')
      const elsewhere = this.forward[pathname]
      if (elsewhere) {
        void relay(elsewhere + search, request, response)
        return
      }
      const file = this.files[pathname]
      if (file) {
        response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(file)
        return
      }
      this.visits.push([pathname, request.headers['sec-purpose']].flat().filter(Boolean).join(' '))
      if (this.policy) response.setHeader('Content-Security-Policy', this.policy)
      response.writeHead(pathname === '/missing' ? 404 : 200, { 'Content-Type': 'text/html' }).end(this.page(pathname))
    })
    await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done))
    return this
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((done) => this.server?.close(done))
  }

  get url(): string {
    return `http://localhost:${(this.server?.address() as AddressInfo).port}`
  }

  private page(path: string): string {
    const application = path.startsWith('/app')
    const tag =
      this.tag || `<script defer src="${this.collector}/api/script.js" data-key="${this.key}" ${this.attributes}></script>`
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page ${path}</title>${this.head}${tag}</head>
      <body><h1>Page ${path}</h1>${application ? '<div id="root"></div><script src="/app.js"></script>' : LINKS}</body></html>`
  }
}

/** What the recipes for proxies do. */
async function relay(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const method = request.method ?? 'GET'
  const answer = await fetch(url, { method, ...(method === 'POST' && { body }) })
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' }).end(await answer.text())
}

async function bundleApplication(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('application.tsx', import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}
