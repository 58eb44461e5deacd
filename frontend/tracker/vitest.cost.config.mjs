import { defineConfig } from 'vitest/config'

/** Beside the tests: a time is a measurement of the machine too, and wants it quiet. */
export default defineConfig({
  test: { include: ['test/cost/**/*.test.ts'], globalSetup: ['test/browser/setup.ts'], testTimeout: 120_000 },
})
