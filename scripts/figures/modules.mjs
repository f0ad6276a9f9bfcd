/** @file Modules of the studio in Node, TypeScript as it is written, all from one graph: two of them share what they both import. */
import { createServer } from 'vite'
import { root } from '../steps.mjs'

/** Calls `use` with what loads a module by its path from the root, and closes all when that is done. */
export async function withModules(use) {
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    ssr: { noExternal: [/^@tensorflow\//] },
    optimizeDeps: { noDiscovery: true, entries: [] },
  })
  try {
    return await use((path) => vite.ssrLoadModule(path))
  } finally {
    await vite.close()
  }
}
