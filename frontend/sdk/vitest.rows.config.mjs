import { defineConfig } from 'vitest/config'

/** These want the Python server beside them: `make setup` at the top of the tree. */
export default defineConfig({ test: { include: ['test/rows/**/*.test.ts'], testTimeout: 60_000 } })
