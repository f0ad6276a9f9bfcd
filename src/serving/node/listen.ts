/** @file listen: the contract behind a server of Node's. Bodies are held to their size while they come in. */
import { createServer, type IncomingMessage, maxHeaderSize, type Server, STATUS_CODES } from 'node:http'
import { type Message, message, formatMessage } from '../../messages/message'
import '../../messages/en/url'
import { MOST_BODY } from '../http/http'
import type { Handle } from '../http/open-http'

/** A request comes in within so long. */
const PATIENCE_MS = 30_000

/** A server that answers by the contract, not listening yet. */
export function serverOf(handle: Handle): Server {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => handle({ method: request.method ?? '', path: request.url ?? '', headers: {}, body }))
      .then(({ status, headers, body }) => {
        // What did not come in whole cannot be followed by another request.
        const close = request.complete ? {} : { connection: 'close' }
        const length = request.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) }
        response.writeHead(status, { ...headers, ...length, ...close }).end(body)
        // Whoever still sends hears nothing before they have sent it: what comes is let go of, as far as that goes.
        if (!request.complete) pourAway(request)
      })
      .catch(() => response.destroy())
  })
  // One who sends a body a byte at a time holds no connection for ever.
  server.requestTimeout = PATIENCE_MS
  // What is no request at all never gets to the handler.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return
    const [status, said] = unreadable(error.code)
    const body = JSON.stringify({ error: formatMessage(said), code: said.code })
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
  return server
}

/** What Node's reader of HTTP stumbled over. */
function unreadable(code: string | undefined): readonly [status: number, said: Message] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, message('url-head-large', { most: maxHeaderSize })]
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, message('url-late', { seconds: PATIENCE_MS / 1000 })]
  return [400, message('url-http', { why: code ?? 'unknown' })]
}

/** Lets go of the rest of a body, up to four times what one may have; then the connection ends. */
function pourAway(request: IncomingMessage): void {
  let bytes = 0
  request.on('data', (part: Buffer) => {
    bytes += part.byteLength
    if (bytes > 4 * MOST_BODY) request.destroy()
  })
  request.on('error', () => undefined)
  request.resume()
}

/** The body; of one that is too large, enough to tell. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    parts.push(part as Buffer)
    bytes += (part as Buffer).byteLength
    if (bytes > MOST_BODY) break
  }
  return Buffer.concat(parts)
}
