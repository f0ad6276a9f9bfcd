/**
 * @file Manifest: the files that contain a dataset's rows, with their hashes. A manifest comes from an untrusted
 * source, so every field is checked.
 */
import { filesText } from '../messages/en/storage'
import { fail, ok, type Result } from '../base/result'
import type { DatasetSchema } from '../catalog/dataset-schema'

export interface ChunkEntry {
  readonly file: string
  readonly rows: number
  /** Size of the file in bytes, as fetched. */
  readonly bytes: number
  /** SHA-256 of the file, as fetched. */
  readonly sha256: string
  /**
   * Size in bytes after unpacking. Used only in version 2, where the size cannot be computed from the number of rows.
   */
  readonly raw?: number
}

export interface Manifest {
  /**
   * The format of the files: 1 is the format described in fixed-width-chunk.ts; 2 is the one in packed-chunk.ts, which
   * also supports text, times and arrays.
   */
  readonly version: 1 | 2
  readonly id: string
  readonly rows: number
  readonly chunks: readonly ChunkEntry[]
}

const { manifest: faults } = filesText

/** An upper limit on the size of a chunk; all chunks of built-in datasets are smaller. */
const MAX_BYTES = 16_000_000
const MAX_RAW = 64_000_000
const MAX_CHUNKS = 1000

/** Reads a manifest for this schema. An error completes the sentence "the list of files is wrong: ___". */
export function readManifest(text: string, schema: DatasetSchema): Result<Manifest, string> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail(faults.notJson)
  }
  if (!isObject(json)) return fail(faults.notObject)
  const { version } = json
  if (version !== 1 && version !== 2) return fail(faults.version({ version: String(version) }))
  if (json.id !== schema.id) return fail(faults.otherDataset)
  if (JSON.stringify(json.columns) !== JSON.stringify(schema.columns)) return fail(faults.otherColumns)
  if (!Array.isArray(json.chunks) || json.chunks.length > MAX_CHUNKS) return fail(faults.noFiles)
  const chunks: ChunkEntry[] = []
  for (const entry of json.chunks) {
    if (!isEntry(entry) || !(version === 1 || isRaw(entry.raw)))
      return fail(faults.badEntry({ entry: chunks.length + 1 }))
    const { file, rows, bytes, sha256, raw } = entry
    chunks.push({ file, rows, bytes, sha256, ...(version === 2 && raw !== undefined ? { raw } : {}) })
  }
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  if (rows !== schema.rows) return fail(faults.rows({ rows, wants: schema.rows }))
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
    bytes <= MAX_BYTES &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256)
  )
}

function isRaw(value: unknown): boolean {
  return isCount(value) && value <= MAX_RAW
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
