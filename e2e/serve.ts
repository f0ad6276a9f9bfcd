/**
 * @file A static server that serves the build like various hosts do: under a sub-path, with redirects, or with other
 * headers.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
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

/** Serves the build on a free port. */
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
    if (status !== undefined || !file?.startsWith(normalize(DIST)) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(status ?? 404).end()
      return
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...options.headers })
    const added = options.added?.(path) ?? ''
    if (added === '') createReadStream(file).pipe(response)
    else response.end(Buffer.concat([readFileSync(file), Buffer.from(added)]))
  })
  await new Promise<void>((resolve) => server.listen(0, options.host ?? '127.0.0.1', resolve))
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
