/** The server's other doors: what the page shows is compared with what they answer. */

import type { Keys } from './server'

export interface Item {
  type: string
  visitor_id?: string
  timestamp?: number
  [field: string]: unknown
}

export class Api {
  constructor(readonly keys: Keys) {}

  async collect(items: Item[], userAgent: string, key = this.keys.ingest): Promise<void> {
    const answer = await fetch(`${this.keys.url}/api/batch`, {
      method: 'POST',
      headers: { 'X-Pulse-Key': key, 'Content-Type': 'application/json', 'User-Agent': userAgent },
      body: JSON.stringify({ events: items }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }

  async rest<T>(path: string): Promise<T> {
    const answer = await fetch(this.keys.url + path, { headers: { 'X-Pulse-Key': this.keys.query } })
    return (await answer.json()) as T
  }

  async graphql<T>(query: string, variables: Record<string, unknown> = {}, key = this.keys.query): Promise<T> {
    const answer = await fetch(`${this.keys.url}/graphql`, {
      method: 'POST',
      headers: { 'X-Pulse-Key': key, 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await answer.json()) as { data: T; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  async admin<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.keys.url}/api/admin/projects${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.keys.token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return (text ? JSON.parse(text) : null) as T
  }

  /** A project of its own, with its keys. */
  async anotherProject(name: string): Promise<Api> {
    const { id } = await this.admin<{ id: string }>('POST', '', { name, domain: 'shop.example' })
    const [ingest, query] = await Promise.all([this.newKey('ingest', id), this.newKey('query', id)])
    return new Api({ ...this.keys, project: id, ingest: ingest.key, query: query.key })
  }

  /** Make a key of the project, or of another one. */
  async newKey(scope: string, project = this.keys.project): Promise<{ id: string; key: string }> {
    return this.admin('POST', `/${project}/keys`, { name: `a ${scope} key`, scopes: [scope] })
  }
}
