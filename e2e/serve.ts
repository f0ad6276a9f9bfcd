/**
 * @file A static server that serves the build like various hosts do: under a sub-path, with redirects, or with other
 * headers.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.bin': 'application/octet-stream',
}

const DIST = process.env.E2E_DIST ?? 'dist'

export interface ServeOptions {
  readonly host?: string
  /** By default, a free port. */
  readonly port?: number
  /** Whether browsers may keep files whose name contains a hash. */
  readonly isCached?: boolean
  /** The path prefix, such as '/classroom/netloom/'; all other paths return 404. */
  readonly under?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The status to return instead of the file; if undefined, the file is served. */
  readonly intercept?: (path: string) => number | undefined
  /** The `Location` that a path is redirected to. */
  readonly redirect?: (path: string) => string | undefined
  /** Text to append to a file, to imitate a newer build. */
  readonly added?: (path: string) => string
}

/** With this cookie, a browser gets a service worker that handles service URLs and caches nothing. */
export const URLS_ONLY = { name: 'service-worker', value: 'urls-only' }

/** The source of that service worker: the script in the build that the real one imports. */
function urlsOnlyWorker(): Buffer {
  const name = readdirSync(DIST).find((file) => /^url-sw-.*\.js$/.test(file))
  if (!name) throw new Error('the build has no URL handler')
  return readFileSync(join(DIST, name))
}

const contents = new Map<string, Buffer | undefined>()

/** The bytes of a file of the build, read only once; undefined if there is no such file. */
function contentOf(file: string): Buffer | undefined {
  if (!contents.has(file))
    contents.set(file, existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined)
  return contents.get(file)
}

/** Serves the build. */
export async function serve(options: ServeOptions = {}): Promise<{ port: number; close(): Promise<void> }> {
  const under = options.under ?? '/'
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
    const onward = options.redirect?.(path)
    if (onward !== undefined) {
      response.writeHead(302, { Location: onward }).end()
      return
    }
    const status = options.intercept?.(path)
    const inside = path.startsWith(under) ? path.slice(under.length) : undefined
    const file = inside === undefined ? undefined : join(DIST, normalize(inside === '' ? 'index.html' : inside))
    const isUrlsOnly = request.headers.cookie?.includes(`${URLS_ONLY.name}=${URLS_ONLY.value}`) ?? false
    if (isUrlsOnly && inside === 'sw.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(urlsOnlyWorker())
      return
    }
    const content = status === undefined && file?.startsWith(normalize(DIST)) ? contentOf(file) : undefined
    if (file === undefined || content === undefined) {
      response.writeHead(status ?? 404).end()
      return
    }
    const added = options.added?.(path) ?? ''
    const body = added === '' ? content : Buffer.concat([content, Buffer.from(added)])
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': body.byteLength,
      ...(options.isCached && inside?.startsWith('assets/') ? { 'Cache-Control': 'max-age=31536000, immutable' } : {}),
      ...options.headers,
    })
    response.end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject).listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
