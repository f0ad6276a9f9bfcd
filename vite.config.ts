import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import manifest from './package.json' with { type: 'json' }
import { bundles, urlWorker } from './scripts/bundles.mjs'
import { HEADERS, POLICY } from './scripts/response-headers.mjs'

/** Adds the policy to the built page as a meta tag, for hosts where headers cannot be set. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}

/** Adds the font's license to the build; `build.license` covers only scripts. */
function fontLicense(): Plugin {
  return {
    name: 'font-license',
    apply: 'build',
    generateBundle() {
      const source = readFileSync('node_modules/@fontsource-variable/inter/LICENSE', 'utf8')
      this.emitFile({ type: 'asset', fileName: 'licenses/inter.txt', source })
    },
  }
}

/** Datasets too large to precache, except for their pictures; they are cached in IndexedDB after first use. */
const LARGE_SETS = ['mnist', 'fashion-mnist', 'spam-ham'].map((id) => `data/${id}/!(preview.json)`)

/** File extensions that can be imported, by media type. */
const OPENED_FILES = {
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv'],
  'application/json': ['.json', '.jsonl', '.ndjson'],
  'application/vnd.apache.parquet': ['.parquet'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/octet-stream': ['.npy', '.npz'],
  'application/zip': ['.zip'],
}

/** The URL handler that the service worker imports in addition to its offline cache. */
const url = await urlWorker()

/** The entries of the code that loads as soon as the first page is ready. */
const LATER = [
  'src/studio/commands/lazy-commands.ts',
  'src/messages/en/commands/argument-notes.ts',
  'src/catalog/datasets/all.ts',
].map((path) => fileURLToPath(new URL(path, import.meta.url)))

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const laterModules = new Set<string>()

/**
 * Puts what these entries import into one chunk. The default is a chunk for each combination of pages that share a
 * module, which is more than a hundred requests.
 */
function later(id: string, graph: ModuleGraph): string | null {
  const add = (one: string) => {
    if (laterModules.has(one)) return
    laterModules.add(one)
    for (const imported of graph.getModuleInfo(one)?.importedIds ?? []) add(imported)
  }
  if (laterModules.size === 0) for (const entry of LATER) add(entry)
  return laterModules.has(id) ? 'later' : null
}

export default defineConfig({
  // Relative, so that the build works under any path.
  base: './',
  // There is one page, so an unknown path is a 404 and not that page.
  appType: 'mpa',
  define: { __VERSION__: JSON.stringify(manifest.version) },
  plugins: [
    react(),
    policyInPage(),
    fontLicense(),
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
        // File types that the system's file manager opens with the installed app; see `use-file-drop.ts`.
        file_handlers: [{ action: '.', accept: OPENED_FILES }],
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' },
        ],
      },
      workbox: {
        // serve.mjs is part of exports, also offline. The browser caches the imported script with the service worker.
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,woff2,wasm,bin,json}'],
        globIgnores: [...LARGE_SETS, url.name],
        importScripts: [url.name],
        maximumFileSizeToCacheInBytes: 8_000_000,
        navigateFallback: 'index.html',
        // Any other path is not a page, with or without a network.
        navigateFallbackAllowlist: [/^[^?]*\/(index\.html)?(\?|$)/],
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
    // The names of 230 files to preload would be 2 kB of the first script; a chunk names the files that it needs itself.
    modulePreload: {
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => !file.endsWith('.js')),
    },
    // The first page loads as one file plus its libraries: split into a hundred small files it compresses 10% worse.
    rolldownOptions: {
      // Within the chunk `later`, a dynamic import of one of its modules loads nothing.
      checks: { ineffectiveDynamicImport: false },
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 2 },
            { name: 'studio', tags: ['$initial'], priority: 1 },
            { name: later, debugName: 'later' },
          ],
        },
      },
    },
  },
  preview: { headers: HEADERS },
})
