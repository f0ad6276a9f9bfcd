/** @file serveShippedData: the data that ships, over HTTP as the page gets it, for tests that open a studio in Node. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** Serves `public/data` on a free port; `base` is where a studio finds it. */
export async function serveShippedData(): Promise<{ readonly base: string; close(): void }> {
  const server = createServer((asked, response) => {
    readFile(join('public/data', new URL(asked.url ?? '/', 'http://x').pathname)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { base: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
