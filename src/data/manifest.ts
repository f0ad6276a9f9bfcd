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
  /** Bytes once unpacked, where the rows do not tell it: in version 2. */
  readonly raw?: number
}

export interface Manifest {
  /** The form of the files: 1 as in chunk-format.ts, 2 as in kept-format.ts, which has texts, times and arrays too. */
  readonly version: 1 | 2
  readonly id: string
  readonly rows: number
  readonly chunks: readonly ChunkEntry[]
}

/** More than any set we ship has in a chunk. */
const MOST_BYTES = 16_000_000
const MOST_RAW = 64_000_000
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
  const { version } = json
  if (version !== 1 && version !== 2) return fail(`it is of version ${String(version)}, not 1 or 2`)
  if (json.id !== schema.id) return fail('it is of another set')
  if (JSON.stringify(json.columns) !== JSON.stringify(schema.columns))
    return fail('its columns are not those of the set')
  if (!Array.isArray(json.chunks) || json.chunks.length > MOST_CHUNKS) return fail('it lists no files')
  const chunks: ChunkEntry[] = []
  for (const entry of json.chunks) {
    if (!isEntry(entry) || !(version === 1 || isRaw(entry.raw))) return fail(`entry ${chunks.length + 1} is malformed`)
    const { file, rows, bytes, sha256, raw } = entry
    chunks.push({ file, rows, bytes, sha256, ...(version === 2 && raw !== undefined ? { raw } : {}) })
  }
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  if (rows !== schema.rows) return fail(`its files hold ${rows} rows, not ${schema.rows}`)
  return ok({ version, id: schema.id, rows, chunks })
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

function isRaw(value: unknown): boolean {
  return isCount(value) && value <= MOST_RAW
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
