import { defineConfig } from 'vitest/config'

/** These fetch other runtimes (some 400 MB) and want the Python server beside them, so they are a command of their own. */
export default defineConfig({ test: { include: ['test/runtimes/**/*.test.ts'] } })
