/** @file serveShippedData: serves the bundled data over HTTP, for tests that open a studio in Node. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** Serves `public/data` on a free port; `base` is the data URL to pass to a studio. */
export async function serveShippedData(): Promise<{ readonly base: string; close(): void }> {
  const server = createServer((request, response) => {
    readFile(join('public/data', new URL(request.url ?? '/', 'http://x').pathname)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { base: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
