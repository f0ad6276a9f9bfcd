/**
 * @file loadDataset: loads the rows of a dataset from files stored on this device and, where these are missing, from
 * the server. Each file is stored when it arrives, so that an interrupted load continues where it stopped, and a
 * complete dataset needs no server.
 */
import { hash } from '../base/hash'
import type { DatasetDef } from '../catalog/dataset-def'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { type Dataset, generate } from '../data/dataset'
import { type ChunkEntry, type Manifest, readManifest } from '../data/dataset-manifest'
import { refuse } from '../messages/message'
import type { Storage } from './records'

export interface LoadOptions {
  readonly chunks: Storage['chunks']
  readonly fetch: typeof globalThis.fetch
  /** The URL of the folder that contains the datasets. */
  readonly base: string
  /** Seed for generated datasets. */
  readonly seed?: number
  /** The rate of a planted bias; if absent, the dataset's default. */
  readonly bias?: number
  /** Number of rows of a generated dataset; if absent, the dataset's default. */
  readonly rows?: number
  /** Called with the number of bytes loaded so far, and in total. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  /**
   * Called once if this device cannot store the files (for example, because the disk is full); the dataset still loads.
   */
  readonly onNotStored?: (why: unknown) => void
  readonly signal?: AbortSignal
}

export const DEFAULT_SEED = 7

/** Loads the rows of a dataset; rejects with a Refusal, or with the abort's reason. */
export async function loadDataset(def: DatasetDef, options: LoadOptions): Promise<Dataset> {
  options.signal?.throwIfAborted()
  if (def.rows.kind === 'generated') return generate(def, options.seed ?? DEFAULT_SEED, options.rows, options.bias)
  const { schema } = def
  const keep = keeper(options)
  const manifest = await loadManifest(schema, options, keep)
  const total = manifest.chunks.reduce((sum, { bytes }) => sum + bytes, 0)
  const here = await whichAreKept(manifest, options)
  const { assembleDataset: assemble } = await import('../data/assemble-dataset')
  const assembly = assemble(schema, manifest)
  let done = 0
  options.onProgress?.({ done, total })
  for (const [index, entry] of manifest.chunks.entries()) {
    options.signal?.throwIfAborted()
    const bytes = (here[index] && (await readKept(entry, options))) || (await fetchChunk(schema, entry, options, keep))
    const length = assembly.length(entry)
    const rows = await gunzip(bytes, length)
    if (!rows) return refuse('data-too-long', { dataset: schema.title, file: entry.file, bytes: length })
    // The hash was correct, so a failure means that the file was built incorrectly, and fetching it again would not
    // help.
    const added = assembly.add(entry, rows)
    if (!added.ok) return refuse('data-manifest', { dataset: schema.title, why: `${entry.file}: ${added.error}` })
    done += entry.bytes
    options.onProgress?.({ done, total })
  }
  options.signal?.throwIfAborted()
  return assembly.dataset()
}

/** Stores a file. After the first failure it reports the error once and stops storing; the load continues. */
type Keep = (key: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>

function keeper({ chunks, onNotStored: onNotKept }: LoadOptions): Keep {
  let failed = false
  return async (key, bytes) => {
    if (failed) return
    try {
      await chunks.put(key, bytes)
    } catch (why) {
      failed = true
      onNotKept?.(why)
    }
  }
}

/**
 * Returns the stored manifest if all its files are stored or the server does not respond, otherwise the manifest from
 * the server. Files listed only in an older manifest are deleted.
 */
async function loadManifest(schema: DatasetSchema, options: LoadOptions, keep: Keep): Promise<Manifest> {
  const key = `manifest:${schema.id}`
  const bytes = await options.chunks.get(key).catch(() => undefined)
  const before = bytes && readManifest(new TextDecoder().decode(bytes), schema)
  const kept = before?.ok ? before.value : undefined
  if (kept && (await whichAreKept(kept, options)).every(Boolean)) return kept
  let text: string
  try {
    const response = await request(schema, 'manifest.json', 'no-cache', options)
    text = await response.text()
  } catch (error) {
    if (kept && !options.signal?.aborted) return kept
    throw error
  }
  const read = readManifest(text, schema)
  if (!read.ok) {
    if (kept) return kept
    // A server for single-page apps responds with its start page if a file is missing.
    if (text.trimStart().startsWith('<')) return refuse('data-not-built', { dataset: schema.title })
    return refuse('data-manifest', { dataset: schema.title, why: read.error })
  }
  await keep(key, new TextEncoder().encode(text))
  const still = new Set(read.value.chunks.map(({ sha256 }) => sha256))
  const gone = (kept?.chunks ?? []).map(({ sha256 }) => sha256).filter((sha256) => !still.has(sha256))
  if (gone.length > 0) await options.chunks.remove(gone).catch(() => undefined)
  return read.value
}

function whichAreKept(manifest: Manifest, { chunks }: LoadOptions): Promise<readonly boolean[]> {
  const none = manifest.chunks.map(() => false)
  return chunks.has(manifest.chunks.map(({ sha256 }) => sha256)).catch(() => none)
}

/**
 * Returns the stored file if it is undamaged, and deletes it if it is damaged. The check is needed because browsers
 * return corrupted bytes as if they were valid.
 */
async function readKept(entry: ChunkEntry, { chunks }: LoadOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await chunks.get(entry.sha256).catch(() => undefined)
  if (bytes && (await hash(bytes)) === entry.sha256) return bytes
  await chunks.remove([entry.sha256]).catch(() => undefined)
  return undefined
}

/**
 * Fetches a file and stores it if its hash is correct; otherwise fetches it once more, bypassing all caches, and then
 * refuses.
 */
async function fetchChunk(
  schema: DatasetSchema,
  entry: ChunkEntry,
  options: LoadOptions,
  keep: Keep,
): Promise<Uint8Array<ArrayBuffer>> {
  for (const cache of ['default', 'reload'] as const) {
    const response = await request(schema, entry.file, cache, options)
    const bytes = await readBody(response, entry.bytes, schema, options)
    if (bytes && (await hash(bytes)) === entry.sha256) {
      await keep(entry.sha256, bytes)
      return bytes
    }
  }
  return refuse('data-damaged', { dataset: schema.title, file: entry.file })
}

/** The body of a response, or undefined if its length is wrong. */
async function readBody(
  response: Response,
  length: number,
  schema: DatasetSchema,
  { signal }: LoadOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!response.body) return undefined
  try {
    return await readExactly(response.body, length)
  } catch {
    signal?.throwIfAborted()
    return refuse('data-offline', { dataset: schema.title })
  }
}

async function request(
  schema: DatasetSchema,
  file: string,
  cache: RequestCache,
  { fetch, base, signal }: LoadOptions,
): Promise<Response> {
  const url = `${base.replace(/\/?$/, '/')}${schema.id}/${file}`
  let response: Response
  try {
    response = await fetch(url, { cache, ...(signal ? { signal } : {}) })
  } catch {
    // If the load was aborted, throw the abort's reason; otherwise fetch failed with a TypeError that would not help
    // the user.
    signal?.throwIfAborted()
    return refuse('data-offline', { dataset: schema.title })
  }
  if (response.ok) return response
  if (response.status === 404 && file === 'manifest.json') return refuse('data-not-built', { dataset: schema.title })
  return refuse('data-answer', { dataset: schema.title, file, status: response.status })
}

/** The bytes of a gzip stream, or undefined if it is damaged or its content is not exactly `length` bytes. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readExactly(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), length)
  } catch {
    return undefined
  }
}

/** The bytes of a stream, or undefined if there are not exactly `length` bytes. Rejects if the stream fails. */
async function readExactly(
  stream: ReadableStream<Uint8Array>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const out = new Uint8Array(length)
  const reader = stream.getReader()
  let at = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return at === length ? out : undefined
    if (at + value.length > length) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    out.set(value, at)
    at += value.length
  }
}
