import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import manifest from './package.json' with { type: 'json' }
import { bundles, urlWorker } from './scripts/bundles.mjs'

/** No eval, no inline script, nothing from another origin; WASM may be compiled. Libraries inject styles, so those may be inline. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ')

/** Any page may show a figure in a frame. Said by a header alone: browsers take it from no page. */
const FRAMES = 'frame-ancestors *'

/** Puts the policy into the built page, so that it holds on hosts whose headers one cannot set. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}

/** Sets too large to fetch before anyone asks for them; they are kept in IndexedDB once used. */
const LARGE_SETS = ['data/mnist/**', 'data/fashion-mnist/**', 'data/spam-ham/**']

/** By media type, the endings of files that can be brought in. */
const OPENED_FILES = {
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv'],
  'application/json': ['.json', '.jsonl', '.ndjson'],
  'application/vnd.apache.parquet': ['.parquet'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/octet-stream': ['.npy', '.npz'],
  'application/zip': ['.zip'],
}

/** What the service worker takes in beside what keeps the app offline. */
const url = await urlWorker()

export default defineConfig({
  // Relative, so that the build runs under any path.
  base: './',
  define: { __VERSION__: JSON.stringify(manifest.version) },
  plugins: [
    react(),
    policyInPage(),
    bundles(url),
    VitePWA({
      registerType: 'prompt',
      injectRegister: null,
      manifest: {
        name: 'Netloom',
        short_name: 'Netloom',
        description: manifest.description,
        start_url: '.',
        display: 'standalone',
        background_color: '#0f1218',
        theme_color: '#161a22',
        // What the installed app is offered for by the system's file manager; `use-file-drop.ts` takes it.
        file_handlers: [{ action: '.', accept: OPENED_FILES }],
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' },
        ],
      },
      workbox: {
        // serve.mjs goes into what is exported, offline too; what the worker imports is kept with it.
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,wasm,bin,json}'],
        globIgnores: [...LARGE_SETS, url.name],
        importScripts: [url.name],
        maximumFileSizeToCacheInBytes: 8_000_000,
        navigateFallback: 'index.html',
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  worker: { format: 'es', rolldownOptions: { output: { comments: { legal: false } } } },
  build: {
    target: 'es2022',
    license: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // What the first page needs is one file beside its libraries: in a hundred small ones it is packed a tenth larger.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 2 },
            { name: 'studio', tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
  preview: { headers: { 'Content-Security-Policy': `${POLICY}; ${FRAMES}`, 'X-Content-Type-Options': 'nosniff' } },
})
