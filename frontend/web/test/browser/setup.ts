import type { TestProject } from 'vitest/node'
import { Api } from './api'
import { seed } from './seed'
import { type Keys, startServer } from './server'

declare module 'vitest' {
  interface ProvidedContext {
    keys: Keys
  }
}

/** One server for the whole run, with a month of visits that came in through its own door. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { keys, stop } = await startServer()
  await seed(new Api(keys))
  project.provide('keys', keys)
  return stop
}
