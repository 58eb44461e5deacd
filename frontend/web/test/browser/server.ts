/** A real server on stores of its own. */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const HOUSE = fileURLToPath(new URL('../../../../', import.meta.url))
const START_MS = 120_000

export interface Keys {
  url: string
  token: string
  project: string
  ingest: string
  query: string
}

export interface Running {
  keys: Keys
  stop: () => Promise<void>
}

/** @param demo whether 90 days of the demo shop's history stand in it */
export async function startServer({ demo = false } = {}): Promise<Running> {
  const built = join(HOUSE, 'frontend/dist/web/index.html')
  if (!existsSync(built)) throw new Error('The dashboard is not built: npm run build')
  const folder = await mkdtemp(join(tmpdir(), 'pulse-web-'))
  const port = await freePort()
  const url = `http://localhost:${String(port)}`
  const env = {
    ...process.env,
    PULSE_DATA_DIR: folder,
    PULSE_PORT: String(port),
    PULSE_ADMIN_RATE_LIMIT: '0',
    RATE_LIMIT_PER_SECOND: '0',
  }
  // TEST_COMMAND: another way to start it, such as with a build that stands elsewhere
  const pulse = process.env.TEST_COMMAND ?? join(HOUSE, '.venv/bin/pulse')
  if (demo) await promisify(execFile)(pulse, ['demo'], { cwd: HOUSE, env })
  const server = spawn(pulse, ['serve'], { cwd: HOUSE, env, stdio: ['ignore', 'ignore', 'inherit'] })
  await ready(url, server)
  const welcome = JSON.parse(await readFile(join(folder, 'welcome.json'), 'utf8')) as Record<string, string>
  const token = /PULSE_ADMIN_TOKEN=(.+)/.exec(await readFile(join(folder, 'pulse.env'), 'utf8'))?.[1]
  const { project, ingest_key: ingest, query_key: query } = welcome
  if (!token || !project || !ingest || !query) throw new Error('The server left no keys')
  return {
    keys: { url, token, project, ingest, query },
    stop: async () => {
      server.kill('SIGTERM')
      await new Promise((done) => server.once('exit', done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + START_MS
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${String(server.exitCode)}`)
    const answer = await fetch(`${url}/ready`).catch(() => null)
    if (answer?.ok) return
    await pause(200)
  }
  throw new Error('The server did not come up')
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        done(typeof address === 'object' && address ? address.port : 0)
      })
    })
  })
}
