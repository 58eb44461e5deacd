import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { integrity } from '../web/integrity.ts'

/** GraphiQL's style sheet carries two families of fonts inline, 400 kB; the system's own serve as well. */
const withoutFonts: Plugin = {
  name: 'without-fonts',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('graphiql/dist/style.css') ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : undefined,
}

export default defineConfig({
  plugins: [withoutFonts, integrity()],
  base: '/assets/explorer/',
  build: {
    outDir: fileURLToPath(new URL('../dist/explorer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // an inlined script or font would need a hole in the Content-Security-Policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // the editor is one large part by nature, and loads once
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      onLog(level, log, report) {
        // 'use client' marks of component libraries mean nothing to a page without server rendering
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
  worker: { format: 'es' },
})
