/**
 * @file Loads the studio's TypeScript modules in Node through a single Vite module graph, so that they share their
 * imports.
 */
import { createServer } from 'vite'
import { root } from '../steps.mjs'

/** Calls `use` with a function that loads a module by its path from the root; closes the server afterwards. */
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
