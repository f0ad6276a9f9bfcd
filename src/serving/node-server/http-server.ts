/**
 * @file serverOf: a Node HTTP server for the inference protocol. The size limit of a body is enforced while the body is
 * still arriving.
 */
import { createServer, type IncomingMessage, maxHeaderSize, type Server, STATUS_CODES } from 'node:http'
import { type Message, message, formatMessage } from '../../messages/message'
import '../../messages/en/url'
import { MAX_BODY_BYTES } from '../http/http-types'
import type { Handle } from '../http/open-http'

/** Maximum time in milliseconds for a request to arrive completely. */
const REQUEST_TIMEOUT_MS = 30_000

/** Creates a server that implements the protocol but is not listening yet. */
export function serverOf(handle: Handle): Server {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => handle({ method: request.method ?? '', path: request.url ?? '', headers: {}, body }))
      .then(({ status, headers, body }) => {
        // If a body was not read to its end, the connection cannot be reused for another request.
        const close = request.complete ? {} : { connection: 'close' }
        const length = request.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) }
        response.writeHead(status, { ...headers, ...length, ...close }).end(body)
        // Clients read the response only after sending the entire body, so the rest of it is discarded, up to a limit.
        if (!request.complete) discardRest(request)
      })
      .catch(() => response.destroy())
  })
  // Prevents a client that sends its body byte by byte from holding a connection forever.
  server.requestTimeout = REQUEST_TIMEOUT_MS
  // Malformed HTTP never reaches the request handler, so it is answered here.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return
    const [status, problem] = parserProblem(error.code)
    const body = JSON.stringify({ error: formatMessage(problem), code: problem.code })
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json', // not text: HTTP headers
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close', // not text: HTTP headers
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
  return server
}

/** The status and message for a request that Node's HTTP parser could not read. */
function parserProblem(code: string | undefined): readonly [status: number, said: Message] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, message('url-head-large', { most: maxHeaderSize })]
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, message('url-late', { seconds: REQUEST_TIMEOUT_MS / 1000 })]
  return [400, message('url-http', { why: code ?? 'unknown' })] // not text: a code
}

/** Discards the rest of a body, up to four times the size limit, then closes the connection. */
function discardRest(request: IncomingMessage): void {
  let bytes = 0
  request.on('data', (part: Buffer) => {
    bytes += part.byteLength
    if (bytes > 4 * MAX_BODY_BYTES) request.destroy()
  })
  request.on('error', () => undefined)
  request.resume()
}

/** Reads the body; if it is too large, stops reading slightly above the size limit. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    parts.push(part as Buffer)
    bytes += (part as Buffer).byteLength
    if (bytes > MAX_BODY_BYTES) break
  }
  return Buffer.concat(parts)
}
