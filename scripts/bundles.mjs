/**
 * @file Bundles that are not part of the page: the URL handler, which the offline service worker imports, and
 * serve.mjs, a single-file Node server with the kernels of the exact CPU engine inlined.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { buildKernels } from './kernels.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The URL handler of the service worker. Its file name contains a hash, because browsers may cache imported scripts for
 * a day.
 */
export async function urlWorker() {
  const source = await bundle('workers/url.sw.ts', 'iife')
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8)
  return { name: `url-sw-${hash}.js`, source }
}

/** The source of serve.mjs. */
export async function nodeServer() {
  await buildKernels()
  return bundle('workers/serve-node.ts', 'es')
}

/** Vite plugin that emits both bundles next to the app; the dev server builds serve.mjs on request. */
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

/** Inlines the kernels as a data URL, so that serve.mjs is a single file. */
const kernelsInside = {
  name: 'kernels-inside',
  enforce: 'pre',
  load(id) {
    if (!/kernels\.wasm\?url$/.test(id)) return
    const bytes = readFileSync(id.replace('?url', ''))
    return `export default 'data:application/wasm;base64,${bytes.toString('base64')}'`
  },
}

/** Leaves out tf.js because of its size. A model that the exact CPU engine cannot run throws this error. */
const noTensorFlow = {
  name: 'no-tensorflow',
  enforce: 'pre',
  load(id) {
    if (!/\/src\/training\/(network|backends\/open)\.ts$/.test(id)) return
    const lacks = `throw new Error('this model has a layer that serve.mjs cannot run; serve it in Netloom')`
    return `export const openNetwork = () => { ${lacks} }; export const openBackend = () => { ${lacks} }`
  },
}

/**
 * Bundles are always in English: programs parse their texts and logs, and a classic service worker cannot load a
 * language module.
 */
const englishOnly = {
  name: 'english-only',
  enforce: 'pre',
  load(id) {
    if (/\/src\/messages\/active-language\.ts$/.test(id)) return `export { english as language } from './language'`
  },
}
