// The one build: every entry of the main side flat in out/main, the preload as one CommonJS file, the interface
// minified in out/renderer. Dependencies of the main side stay in node_modules.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { join } from 'node:path'
import type { ProxyOptions } from 'vite'

const root = import.meta.dirname

/** Entry name in out/main → source. Chunks lie beside the entries, so that `./<stage>-worker.js` resolves in both. */
const entries = {
  electron: 'src-main/hosts/electron/main.ts',
  web: 'src-main/hosts/web/main.ts',
  cli: 'src-main/cli/main.ts',
  'importing-worker': 'src-main/importing/worker.ts',
  'indexing-worker': 'src-main/indexing/worker.ts',
  'searching-worker': 'src-main/searching/worker.ts',
  'annotating-worker': 'src-main/annotating/worker.ts',
  'library-worker': 'src-main/library/jobs/worker.ts',
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20.19',
      sourcemap: true,
      rolldownOptions: {
        input: entries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/hosts/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    plugins: [react()],
    server: { host: '127.0.0.1', proxy: toProxy(process.env['LECTERN_DEV_HOST']) },
    build: {
      outDir: join(root, 'out/renderer'),
      target: 'es2023',
      emptyOutDir: true,
      minify: true,
      /** Fonts and images are files, never `data:` in a style sheet: the policy for fonts is 'self' alone. */
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'src-renderer/index.html') },
    },
  },
})

/** In development without Electron the page comes from here and everything else from the web host (scripts/dev.mjs). */
function toProxy(host: string | undefined): Record<string, ProxyOptions> {
  if (host === undefined) return {}
  const passOn: ProxyOptions = { target: host, changeOrigin: true, headers: { origin: host } }
  return { '/rpc': { ...passOn, ws: true }, '/bundles': passOn, '/staging': passOn }
}
