import { readFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const BUILT = new URL('../../../dist/tracker/', import.meta.url)

export interface Exchange {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
}

export interface Item {
  type: string
  path: string
  timestamp?: number
  [field: string]: unknown
}

/**
 * Stands between the browser and the server: records every request as it came over the wire, serves the built script, and
 * hands what is collected on to a real server where there is one.
 */
export class Collector {
  readonly exchanges: Exchange[] = []
  /** Answers instead of the usual one: a status to fail with, or documented JSON under a path. */
  failing = 0
  answers: Record<string, unknown> = {}
  /** Hands on what comes, and fails to say so, as a connection that breaks does. */
  deaf = false
  private server: Server | undefined

  constructor(private readonly upstream?: string) {}

  async start(port = 0): Promise<this> {
    this.server = createServer((request, response) => {
      void this.answer(request, response)
    })
    await new Promise<void>((done) => this.server?.listen(port, '127.0.0.1', done))
    return this
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((done) => this.server?.close(done))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`
  }

  /** All that was collected, in the order in which it came. */
  get items(): Item[] {
    return this.collected.flatMap(({ body }) => {
      const sent = JSON.parse(body) as Item & { events?: Item[] }
      return sent.events ?? [sent]
    })
  }

  get collected(): Exchange[] {
    return this.exchanges.filter(({ method, url }) => method === 'POST' && !url.pathname.includes('/experiments/'))
  }

  of(type: string): Item[] {
    return this.items.filter((item) => item.type === type)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    let body = ''
    for await (const chunk of request) body += String(chunk)
    this.exchanges.push({ method: request.method ?? '', url, headers: request.headers, body })
    response.setHeader('Access-Control-Allow-Origin', '*')
    const answer = this.answers[url.pathname]
    if (url.pathname.endsWith('script.js')) await this.script(url, response)
    else if (answer) json(response, 200, JSON.stringify(answer))
    else if (this.failing) json(response, this.failing, '{"error":"Rate limit exceeded. Retry after 1 second."}')
    else if (!this.upstream) json(response, 200, '{"ok":true}')
    else {
      const { status, text } = await this.forward(url, request, body)
      if (this.deaf) response.destroy()
      else json(response, status, text)
    }
  }

  private async forward(url: URL, { method = 'GET', headers }: IncomingMessage, body: string) {
    const answer = await fetch(new URL(url.pathname + url.search, this.upstream), {
      method,
      headers: { 'User-Agent': headers['user-agent'] ?? '', 'Content-Type': 'text/plain' },
      ...(method === 'POST' && { body }),
    })
    return { status: answer.status, text: await answer.text() }
  }

  private async script({ searchParams }: URL, response: ServerResponse): Promise<void> {
    const addOn = searchParams.get('add')
    const file = await readFile(new URL(addOn ? `add/${addOn}.js` : 'script.js', BUILT)).catch(() => null)
    response.writeHead(file ? 200 : 404, { 'Content-Type': 'text/javascript' }).end(file)
  }
}

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(text)
}

export async function until(condition: () => unknown, patienceMs = 8_000): Promise<void> {
  const end = Date.now() + patienceMs
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs} ms in vain for ${condition.toString()}`)
    await pause(25)
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
