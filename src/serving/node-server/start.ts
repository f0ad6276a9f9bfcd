/**
 * @file start: the entry point of serve.mjs. Reads the model from the same folder, starts listening, and prints the
 * server's address.
 */

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, maxHeaderSize, type Server, STATUS_CODES } from 'node:http'
import { join } from 'node:path'
import { hashSync } from '../../base/hash'
import type { KerasModel } from '../../catalog/keras-json'
import type { Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { type OldPipeline, upgradePipeline } from '../../data/upgrade-pipeline'
import { modelServerText as text } from '../../messages/en/model-server'
import { formatMessage, type Message, message } from '../../messages/message'
import { modelBackend } from '../http/model-backend'
import { openHttp } from '../http/open-http'
import { type OpenModel, openModel } from '../open-model'
import '../../messages/en/url'
import { MAX_BODY_BYTES } from '../http/http-types'
import type { Handle } from '../http/open-http'

/**
 * Parses the options that follow `node serve.mjs`. If an option is unknown, throws an error that explains the usage.
 */
function readOptions(args: readonly string[]): { readonly port: number; readonly host: string } | 'help' {
  let [port, host] = [8080, '127.0.0.1']
  for (let i = 0; i < args.length; i += 2) {
    const [option, value] = [args[i], args[i + 1]]
    if (option === '--help' || option === '-h') return 'help'
    if (option === '--port' && value !== undefined && /^\d{1,5}$/.test(value) && Number(value) < 65_536) {
      port = Number(value)
    } else if (option === '--host' && value !== undefined) host = value
    else throw new Error(text.unknownOption({ option: String(option), value: value ?? '', usage: text.usage }))
  }
  return { port, host }
}

/** Starts the server for the files in a folder. Rejects with a readable message if it cannot start. */
export async function start(folder: string, args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options === 'help') {
    console.log(text.usage)
    return
  }
  const { name, version, model, pipeline, weights } = readFolder((file) => {
    try {
      return readFileSync(join(folder, file))
    } catch {
      return undefined
    }
  })
  let opened: OpenModel | undefined
  const trace = () => randomBytes(16).toString('hex')
  const now = () => performance.now()
  const served = modelBackend({ name, version, pipeline, model: () => opened, trace, now })
  const server = serverOf(openHttp(served, now))
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  // The server listens while the model warms up, and returns status 503 until the model is ready.
  opened = await openModel({ ref: { model: name, version }, model, weights })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  const url = `http://${options.host}:${port}/v2/models/${encodeURIComponent(name)}`
  console.log(text.address({ name, version, url }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)))
}

interface FolderModel {
  readonly name: string
  readonly version: number
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
}

interface Manifest {
  readonly format: string
  readonly version: number
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}
interface LayersModel {
  readonly modelTopology: KerasModel
  readonly weightsManifest: readonly { readonly weights: WeightSet['specs'] }[]
}

/** The newest artifact format that this server can read. */
const NEWEST_FORMAT = 3
const FORMAT = 'netloom-artifact'

/**
 * Reads the model; `readFile` returns the bytes of a file, or undefined if it does not exist. Throws an error with a
 * readable message if a file is missing or was changed.
 */
function readFolder(readFile: (file: string) => Uint8Array | undefined): FolderModel {
  const bytesOf = (file: string) => {
    const bytes = readFile(file)
    if (!bytes) throw new Error(text.missing({ file }))
    return bytes
  }
  const json = <T>(file: string) => JSON.parse(new TextDecoder().decode(bytesOf(file))) as T
  const manifest = json<Manifest>('manifest.json')
  if (manifest.format !== FORMAT) throw new Error(text.otherFormat)
  if (manifest.version > NEWEST_FORMAT) {
    throw new Error(text.newer({ version: manifest.version, known: NEWEST_FORMAT }))
  }
  if (typeof manifest.files !== 'object' || manifest.files === null) throw new Error(text.noFiles)
  for (const [file, { bytes, sha256 }] of Object.entries(manifest.files)) {
    const content = bytesOf(file)
    if (content.byteLength !== bytes || hashSync(content) !== sha256) {
      throw new Error(text.changed({ file }))
    }
  }
  const about = json<{ readonly name: string; readonly modelVersion: number }>('metrics.json')
  const { modelTopology, weightsManifest } = json<LayersModel>('model.json')
  const specs = (weightsManifest[0]?.weights ?? []).map(({ name, shape }) => ({ name, shape }))
  return {
    name: about.name,
    version: about.modelVersion,
    model: modelTopology,
    pipeline: upgradePipeline(json<Pipeline | OldPipeline>('pipeline.json')),
    weights: { specs, data: floatsOf(bytesOf('weights.bin')) },
  }
}

/** Copies the bytes, because Node may return an array that is a view of a larger buffer. */
function floatsOf(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer)
}

/** Maximum time in milliseconds for a request to arrive completely. */
const REQUEST_TIMEOUT_MS = 30_000

/** Creates a server that implements the protocol but is not listening yet. */
export function serverOf(handle: Handle): Server {
  const arrivalNow = openArrivalClock()
  const server = createServer((request, response) => {
    const receivedAt = arrivalNow()
    void bodyOf(request)
      .then((body) => handle({ method: request.method ?? '', path: request.url ?? '', headers: {}, body, receivedAt }))
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
