/**
 * @file start: the entry point of serve.mjs. Reads the model from the same folder, starts listening, and prints the
 * server's address.
 */

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from '../../base/hash'
import type { KerasModel } from '../../catalog/keras-json'
import type { Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { type OldPipeline, upgradePipeline } from '../../data/upgrade-pipeline'
import { modelServerText as text } from '../../messages/en/model-server'
import { modelBackend } from '../http/model-backend'
import { openHttp } from '../http/open-http'
import { type GuardedModel, openGuardedModel } from '../input-guard'
import { openServer } from './http-server'

interface Options {
  readonly port: number
  readonly host: string
  /** Host names that requests may be for, in addition to localhost and IP addresses. */
  readonly allowedHosts: readonly string[]
  /** What happens with inputs that the model's guard flags. */
  readonly flagged: 'abstain' | 'count'
}

/**
 * Parses the options that follow `node serve.mjs`. If an option is unknown, throws an error that explains the usage.
 */
function readOptions(args: readonly string[]): Options | 'help' {
  let [port, host] = [8080, '127.0.0.1']
  let flagged: Options['flagged'] = 'count'
  const allowedHosts: string[] = []
  for (let i = 0; i < args.length; i += 2) {
    const [option, value] = [args[i], args[i + 1]]
    if (option === '--help' || option === '-h') return 'help'
    if (option === '--port' && value !== undefined && /^\d{1,5}$/.test(value) && Number(value) < 65_536) {
      port = Number(value)
    } else if (option === '--host' && value !== undefined) host = value
    else if (option === '--allow-host' && value !== undefined) allowedHosts.push(value)
    else if (option === '--flagged' && (value === 'abstain' || value === 'count')) flagged = value
    else throw new Error(text.unknownOption({ option: String(option), value: value ?? '', usage: text.usage }))
  }
  return { port, host, allowedHosts, flagged }
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
  let opened: GuardedModel | undefined
  const trace = () => randomBytes(16).toString('hex')
  const now = () => performance.now()
  const { flagged } = options
  const served = modelBackend({ name, version, pipeline, flagged, model: () => opened, trace, now })
  const handle = openHttp(served, now)
  const { server, drain } = openServer(handle, {
    onRefused: handle.countRefused,
    apiKey: process.env[API_KEY] || undefined,
    // A server that other machines can reach is behind names that it does not know.
    allowedHosts: isLoopback(options.host) || options.allowedHosts.length > 0 ? options.allowedHosts : undefined,
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  // The server listens while the model warms up, and returns status 503 until the model is ready.
  opened = await openGuardedModel({ ref: { model: name, version }, model, pipeline, weights })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  const url = `http://${options.host}:${port}/v2/models/${encodeURIComponent(name)}`
  console.log(text.address({ name, version, url }))
  // A second signal ends the process at once, because the first one has removed the handlers.
  const stop = () => {
    for (const signal of SIGNALS) process.removeListener(signal, stop)
    setTimeout(() => process.exit(1), MAX_DRAIN_MS).unref()
    void drain().then(() => process.exit(0))
  }
  for (const signal of SIGNALS) process.on(signal, stop)
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** The maximum time in milliseconds to answer the requests that have arrived before the server stops. */
const MAX_DRAIN_MS = 30_000
/** The environment variable with the API key; command-line arguments are visible to other users of the machine. */
const API_KEY = 'NETLOOM_API_KEY'

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
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
