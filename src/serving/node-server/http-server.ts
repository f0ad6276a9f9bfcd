/**
 * @file openServer: the HTTP server of serve.mjs. Requests for predictions wait in a queue of limited length, so that
 * an overloaded server refuses requests early, and a server that stops answers all requests that it has accepted.
 */

import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, maxHeaderSize, type Server, STATUS_CODES } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { hashSync } from '../../base/hash'
import { formatMessage, type Message, message } from '../../messages/message'
import '../../messages/en/url'
import { type HttpReply, type HttpRequest, MAX_BODY_BYTES } from '../http/http-types'
import type { Handle, Refused } from '../http/open-http'

export interface ServerLimits {
  /** The maximum number of requests that may wait for predictions or be served, and their size in bytes. */
  readonly waiting: number
  readonly waitingBytes: number
}

/** As many requests as the page lets wait for its URL. */
const LIMITS: ServerLimits = { waiting: 2000, waitingBytes: 16 * MAX_BODY_BYTES }

export interface ServerOptions {
  readonly limits?: ServerLimits
  /** If set, requests other than health checks need it as a bearer token. */
  readonly apiKey?: string | undefined
  /**
   * If set, the host names that requests may be for, in addition to localhost and IP addresses. A page of another site
   * can let its own host name point to this machine and then read the responses (DNS rebinding).
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** Called for each request that is refused before the handler sees it, so that metrics count it too. */
  onRefused?(refused: Refused): void
}

export interface HttpServer {
  readonly server: Server
  /**
   * Stops accepting connections, answers the requests that have arrived, and resolves when all connections are closed.
   * While it drains, the server is not ready.
   */
  drain(): Promise<void>
}

/** Maximum time in milliseconds for a request to arrive completely. */
const REQUEST_TIMEOUT_MS = 30_000
/** How long to serve queued requests before reading new ones, in milliseconds. */
const SLICE_MS = 10
/** A connection without a request for this long, in milliseconds, is idle and is closed while the server drains. */
const QUIET_MS = 250
/** How long a server that drains accepts connections, in milliseconds, if clients never stop to open new ones. */
const MAX_ACCEPT_MS = 10_000

/** Creates a server that implements the protocol but is not listening yet. */
export function openServer(
  handle: Handle,
  { limits = LIMITS, apiKey, allowedHosts, onRefused }: ServerOptions = {},
): HttpServer {
  const arrivalNow = openArrivalClock()
  const queue = openQueue(handle)
  const expectedKey = apiKey === undefined ? undefined : digest(apiKey)
  let [waiting, bytes, lastRequestAt, isDraining] = [0, 0, 0, false]

  /** The reply to a request that is refused before its body is read; undefined if it may pass. */
  function refusalOf({ url = '', headers }: IncomingMessage): HttpReply | undefined {
    if (allowedHosts && !isAllowedHost(headers.host, allowedHosts))
      return refusal(421, message('server-host', { host: (headers.host ?? '').slice(0, MAX_SHOWN) }))
    if (isDraining && READINESS.test(url)) return refusal(503, message('server-stopping', {}))
    if (HEALTH.test(url)) return undefined
    if (expectedKey && !timingSafeEqual(expectedKey, digest(bearerOf(headers.authorization)))) {
      const reply = refusal(401, message('server-key', {}))
      return { ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer' } } // not text: an HTTP header
    }
    // A full server still gives its metrics, or monitoring would see an overload only after it ended.
    if (METRICS.test(url) || (waiting < limits.waiting && bytes < limits.waitingBytes)) return undefined
    const reply = refusal(429, message('url-busy', { waiting }))
    return { ...reply, headers: { ...reply.headers, 'retry-after': '1' } }
  }

  async function replyTo(request: IncomingMessage): Promise<HttpReply> {
    const receivedAt = arrivalNow()
    const refused = refusalOf(request)
    if (refused) {
      onRefused?.({ path: request.url ?? '', receivedAt, status: refused.status })
      return refused
    }
    waiting++
    let held = 0
    try {
      const body = await bodyOf(request, (part) => {
        held += part
        bytes += part
      })
      const { method = '', url: path = '' } = request
      const asked: HttpRequest = { method, path, headers: bodyHeaders(request), body, receivedAt }
      // Only predictions take long, so that health checks and metrics are answered even if the queue is full.
      return method === 'POST' ? await queue(asked) : await handle(asked)
    } finally {
      waiting--
      bytes -= held
    }
  }

  const server = createServer((request, response) => {
    lastRequestAt = performance.now()
    void replyTo(request)
      .then(({ status, headers, body }) => {
        // If a body was not read to its end, the connection cannot be reused for another request.
        const close = request.complete && !isDraining ? {} : { connection: 'close' }
        const length = request.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) }
        response.writeHead(status, { ...headers, ...length, ...close }).end(body)
        // Clients read the response only after sending the entire body, so the rest of it is discarded, up to a limit.
        if (!request.complete) discardRest(request)
      })
      .catch(() => response.destroy())
  })
  // Node counts a connection that never sent a request as active, so idle connections are found here.
  const sockets = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket) => {
    accepted++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // Prevents a client that sends its body byte by byte from holding a connection forever.
  server.requestTimeout = REQUEST_TIMEOUT_MS
  // Malformed HTTP never reaches the request handler, so it is answered here.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return
    const [status, problem] = parserProblem(error.code)
    const { body } = refusal(status, problem)
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json', // not text: HTTP headers
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close', // not text: HTTP headers
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  })

  async function drain(): Promise<void> {
    isDraining = true
    lastRequestAt = performance.now()
    // A pass of the event loop accepts one connection, and closing the server resets those that still wait.
    const until = performance.now() + MAX_ACCEPT_MS
    for (let known = -1; known !== accepted && performance.now() < until; ) {
      known = accepted
      await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
    }
    await new Promise<void>((resolve) => {
      const closeIdle = () => {
        if (waiting > 0 || performance.now() - lastRequestAt < QUIET_MS) return
        // A response that is still being sent keeps its connection open.
        for (const socket of sockets) if (socket.writableLength === 0) socket.destroy()
      }
      // Timers run before what has arrived during a long prediction is read, and immediates after it.
      const check = setInterval(() => setImmediate(closeIdle), QUIET_MS / 5)
      // `close` of an HTTP server also closes connections whose request has arrived but was not read yet, so this calls
      // the `close` of its base class, which only stops accepting connections.
      NetServer.prototype.close.call(server, () => {
        clearInterval(check)
        resolve()
      })
    })
  }
  return { server, drain }
}

/**
 * Serves requests one after another in the order of their arrival. After a short time, it lets the event loop read
 * further requests, so that those that wait are counted.
 */
function openQueue(handle: Handle): Handle {
  const queue: (() => Promise<void>)[] = []
  let isServing = false
  async function serve(): Promise<void> {
    isServing = true
    let until = performance.now() + SLICE_MS
    for (let next = queue.shift(); next; next = queue.shift()) {
      await next()
      if (performance.now() < until) continue
      await new Promise<void>((resolve) => setImmediate(resolve))
      until = performance.now() + SLICE_MS
    }
    isServing = false
  }
  return (request) =>
    new Promise((resolve, reject) => {
      queue.push(() => handle(request).then(resolve, reject))
      if (!isServing) void serve()
    })
}

/**
 * Returns a function that gives the time since which a request that is read now may have been waiting, in ms of
 * `performance.now()`. While requests keep the event loop busy, the next ones wait unread in their sockets: since the
 * end of the previous pass of the loop, at most.
 */
export function openArrivalClock(
  now: () => number = () => performance.now(),
  afterPass: (work: () => void) => void = setImmediate,
): () => number {
  let passEnd: number | undefined
  let [isWatching, isBusy] = [false, false]
  function endPass(): void {
    // One pass without a request means that the loop is idle again.
    isWatching = isBusy
    passEnd = isBusy ? now() : undefined
    isBusy = false
    if (isWatching) afterPass(endPass)
  }
  return () => {
    isBusy = true
    if (!isWatching) {
      isWatching = true
      afterPass(endPass)
    }
    return passEnd ?? now()
  }
}

/** Maximum number of characters of a header that a message quotes. */
const MAX_SHOWN = 80

/** Localhost and IP addresses cannot be made to point elsewhere, so they are always allowed. */
const OWN_HOST = /^(localhost|127(\.\d{1,3}){3}|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\])$/i

function isAllowedHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  return OWN_HOST.test(name) || allowed.some((one) => one.toLowerCase() === name)
}

/** Health checks of the server, readiness checks of the server or a model, and metrics. */
const HEALTH = /^\/v2\/health\/(live|ready)\/?(\?|$)/
const READINESS = /^\/v2\/(health|models\/.+)\/ready\/?(\?|$)/
const METRICS = /^\/metrics\/?(\?|$)/

function bearerOf(authorization = ''): string {
  return /^Bearer +(.+)$/i.exec(authorization)?.[1]?.trim() ?? ''
}

/** Digests have the same length, so that comparing them takes the same time for every key. */
function digest(text: string): Buffer {
  return Buffer.from(hashSync(new TextEncoder().encode(text)))
}

/** The headers that say how to read a body. */
function bodyHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const { 'content-type': type, 'content-encoding': coding } = headers
  return { ...(type && { 'content-type': type }), ...(coding && { 'content-encoding': coding }) }
}

function refusal(status: number, problem: Message): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ error: formatMessage(problem), code: problem.code }),
  }
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
async function bodyOf(request: IncomingMessage, onRead: (bytes: number) => void): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    parts.push(part as Buffer)
    onRead((part as Buffer).byteLength)
    bytes += (part as Buffer).byteLength
    if (bytes > MAX_BODY_BYTES) break
  }
  return Buffer.concat(parts)
}
