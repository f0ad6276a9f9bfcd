/**
 * @file Bundles that are no part of the page: the URL's part of the service worker, which the one that keeps the app offline brings in,
 * and serve.mjs, a server for Node in one file, with the exact CPU's kernels inside.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { buildKernels } from './kernels.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The URL's part of the service worker, by a name that changes with it: a browser may keep what is imported for a day. */
export async function urlWorker() {
  const source = await bundle('workers/url.sw.ts', 'iife')
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8)
  return { name: `url-sw-${hash}.js`, source }
}

/** serve.mjs. */
export async function nodeServer() {
  await buildKernels()
  return bundle('workers/serve-node.ts', 'es')
}

/** Puts both where the app lies; while it is developed, serve.mjs is made when it is asked for. */
export function bundles(worker) {
  return {
    name: 'bundles',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: worker.name, source: worker.source })
      this.emitFile({ type: 'asset', fileName: 'serve.mjs', source: await nodeServer() })
    },
    configureServer(server) {
      server.middlewares.use('/serve.mjs', (_, response, next) => {
        nodeServer().then((source) => response.setHeader('content-type', 'text/javascript').end(source), next)
      })
    },
    apply: (_, { isPreview }) => !isPreview,
  }
}

async function bundle(entry, format) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [kernelsInside, noTensorFlow, englishOnly],
    ...(format === 'es' ? { ssr: { noExternal: true } } : {}),
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      ...(format === 'es' ? { ssr: true } : {}),
      rolldownOptions: {
        input: join(root, entry),
        output: { format, codeSplitting: false, entryFileNames: 'bundle.js', comments: { legal: false } },
      },
    },
  })
  const [output] = [result].flat().flatMap(({ output }) => output)
  return output.code
}

/** The kernels as text within the code: one file is one file. */
const kernelsInside = {
  name: 'kernels-inside',
  enforce: 'pre',
  load(id) {
    if (!/kernels\.wasm\?url$/.test(id)) return
    const bytes = readFileSync(id.replace('?url', ''))
    return `export default 'data:application/wasm;base64,${bytes.toString('base64')}'`
  },
}

/** Of a model that the exact CPU does not know, serve.mjs says so: tf.js is larger than all the rest. */
const noTensorFlow = {
  name: 'no-tensorflow',
  enforce: 'pre',
  load(id) {
    if (!/\/src\/training\/(network|backends\/open)\.ts$/.test(id)) return
    const lacks = `throw new Error('this model has a layer that serve.mjs cannot run; serve it in Netloom')`
    return `export const openNetwork = () => { ${lacks} }; export const openBackend = () => { ${lacks} }`
  },
}

/** Bundles speak English: what they say is read by programs and in logs, and a classic service worker cannot wait for a language. */
const englishOnly = {
  name: 'english-only',
  enforce: 'pre',
  load(id) {
    if (/\/src\/messages\/active-language\.ts$/.test(id)) return `export { english as language } from './language'`
  },
}
