/** @file Manifest: which files a set's rows lie in, with their hashes. Read from outside, so every part of it is checked. */
import { fail, ok, type Result } from '../base/result'
import type { DatasetSchema } from '../catalog/dataset-schema'

export interface ChunkEntry {
  readonly file: string
  readonly rows: number
  /** Of the file as fetched. */
  readonly bytes: number
  /** Of the file as fetched. */
  readonly sha256: string
}

export interface Manifest {
  readonly version: 1
  readonly id: string
  readonly rows: number
  readonly chunks: readonly ChunkEntry[]
}

/** More than any set we ship has in a chunk. */
const MOST_BYTES = 16_000_000
const MOST_CHUNKS = 1000

/** Reads a manifest for this schema; the error is a clause for "the list of files is wrong: ___". */
export function readManifest(text: string, schema: DatasetSchema): Result<Manifest, string> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail('it is no JSON')
  }
  if (!isObject(json)) return fail('it is no object')
  if (json.version !== 1) return fail(`it is of version ${String(json.version)}, not 1`)
  if (json.id !== schema.id) return fail('it is of another set')
  if (JSON.stringify(json.columns) !== JSON.stringify(schema.columns))
    return fail('its columns are not those of the set')
  if (!Array.isArray(json.chunks) || json.chunks.length > MOST_CHUNKS) return fail('it lists no files')
  const chunks: ChunkEntry[] = []
  for (const entry of json.chunks) {
    if (!isEntry(entry)) return fail(`entry ${chunks.length + 1} is malformed`)
    chunks.push({ file: entry.file, rows: entry.rows, bytes: entry.bytes, sha256: entry.sha256 })
  }
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  if (rows !== schema.rows) return fail(`its files hold ${rows} rows, not ${schema.rows}`)
  return ok({ version: 1, id: schema.id, rows, chunks })
}

function isEntry(value: unknown): value is ChunkEntry {
  if (!isObject(value)) return false
  const { file, rows, bytes, sha256 } = value
  return (
    typeof file === 'string' &&
    /^[a-z0-9-]{1,80}\.bin$/.test(file) &&
    isCount(rows) &&
    isCount(bytes) &&
    bytes <= MOST_BYTES &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256)
  )
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
