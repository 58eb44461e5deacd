import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../browser/collector'

const ROOT = new URL('../../../../', import.meta.url).pathname
const PATIENCE_MS = 90_000
/** Longer than the server keeps what it accepted before it writes it to the warehouse. */
const DRAINED_MS = 2_000

export interface Row {
  type: string
  hostname: string
  path: string
  title: string
  referrer: string
  name: string
  value: number
  text: string
  detail: string
  filename: string
  line: number
  data: string
  view: string
  id: string
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** A real Pulse server with a data folder of its own. */
export class Pulse {
  readonly folder = mkdtempSync(join(tmpdir(), 'pulse-rows-'))
  readonly log = join(this.folder, 'server.log')
  url = ''
  private port = 0
  private process: ChildProcess | undefined

  get key(): string {
    return this.keys.ingest_key
  }

  get queryKey(): string {
    return this.keys.query_key
  }

  private get keys(): { ingest_key: string; query_key: string } {
    return JSON.parse(readFileSync(join(this.folder, 'welcome.json'), 'utf8')) as { ingest_key: string; query_key: string }
  }

  /** What a documented path answers to the query key. */
  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const init = { method, headers: { 'X-Pulse-Key': this.queryKey }, ...(body && { body: JSON.stringify(body) }) }
    const answer = await fetch(`${this.url}/api/v1${path}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`)
    return JSON.parse(text) as Answer
  }

  async start(): Promise<this> {
    this.port ||= await freePort()
    this.url = `http://127.0.0.1:${this.port}`
    const env = { ...process.env, PULSE_DATA_DIR: this.folder, PULSE_PORT: String(this.port) }
    const log = openSync(this.log, 'a')
    this.process = spawn(join(ROOT, '.venv/bin/pulse'), ['serve'], { cwd: ROOT, env, stdio: ['ignore', log, log] })
    const end = Date.now() + PATIENCE_MS
    while (!(await fetch(`${this.url}/ready`).then(({ ok }) => ok, () => false))) {
      if (Date.now() > end || this.process.exitCode !== null)
        throw new Error(`The server did not start: ${readFileSync(this.log, 'utf8')}`)
      await pause(200)
    }
    return this
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const running = this.process
    this.process = undefined
    if (running?.exitCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }

  /** Stops the server, for the embedded warehouse lets one process in at a time, and reads what it has stored. */
  async rows(): Promise<Row[]> {
    await pause(DRAINED_MS)
    await this.stop()
    const script = new URL('rows.py', import.meta.url).pathname
    const output = execFileSync(join(ROOT, '.venv/bin/python'), [script, join(this.folder, 'warehouse')], { cwd: ROOT })
    return output.toString().trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
