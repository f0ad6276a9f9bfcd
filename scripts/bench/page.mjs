/** @file Builds the benchmark page into a temporary folder and serves it with the headers that threads need. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import { root } from '../steps.mjs'

/** Cross-origin isolation, required for the shared memory of jax-js threads. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Builds the page and serves it on a free port; the caller closes it. */
export async function serveBench() {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-bench-'))
  const home = join(root, 'e2e', 'bench')
  const shared = { root: home, configFile: false, logLevel: 'error' }
  await build({
    ...shared,
    base: './',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: join(home, 'bench.html') },
    },
    worker: { format: 'es' },
  })
  const server = await preview({
    ...shared,
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1', headers: ISOLATED },
  })
  const { port } = server.httpServer.address()
  return {
    address: `http://127.0.0.1:${port}/bench.html`,
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
