import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { integrity } from './integrity.ts'

const server = process.env.PULSE_URL ?? 'http://localhost:8000'

export default defineConfig({
  base: '/assets/web/',
  plugins: [react(), integrity()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // an inlined picture or script would need a hole in the Content-Security-Policy
    assetsInlineLimit: 0,
    // scripts/size.mjs reads from it what a page loads
    manifest: true,
    modulePreload: { polyfill: false },
    // charts come late and alone; see scripts/size.mjs for what everything weighs
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // what the first page needs comes in two files, not in fifty: theirs changes seldom, ours with each release
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 2 },
            { name: 'first', tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': server, '/graphql': { target: server, ws: true } },
  },
  test: {
    include: ['test/unit/**/*.test.ts'],
  },
})
