/**
 * @file loadStoredRows: loads the rows of a user's dataset at one version: its chunks, each checked against its hash,
 * or the shipped dataset that it started from, and then its edit steps. If the dataset is larger than the memory
 * budget, images and arrays stay outside memory.
 */
import { hash } from '../base/hash'
import { yieldToMain } from '../base/yield-to-main'
import { filesText } from '../messages/en/storage'
import { message, Refusal, refuse } from '../messages/message'
import '../messages/en/dataset-edits'
import type { Column, ColumnSchema, PagedPart } from '../catalog/dataset-schema'
import type { DataPick } from '../compile/project'
import { isMissing, joinColumns } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import type { DataStep } from '../data/dataset-edit'
import { applySteps, longestCached } from '../data/edit-steps'
import { unpackChunk } from '../data/packed-chunk'
import type { SetRecord, StoredChunk } from './dataset-records'
import { shortHash, stepsOf } from './dataset-versions'
import type { Storage } from './records'
import { rowsBudgetBytes } from './row-memory-budget'

export interface StoredRowsOptions {
  readonly storage: Pick<Storage, 'sets' | 'chunks' | 'settings'>
  /** The function that loads a shipped dataset. */
  readonly shipped: (dataset: string, seed: number | undefined, bias: number | undefined) => Promise<Dataset>
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  readonly signal?: AbortSignal
  /** Whether the rows are not needed again, so that they do not replace the cached base dataset. */
  readonly isOnce?: boolean
}

const MANY_ROWS = 50_000

/** Cache of the base dataset that was loaded last, so that no file is read again after an edit. */
let newest: { readonly key: string; readonly base: Dataset } | undefined

/** Loads the rows; rejects with a Refusal, or with the abort's reason. */
export async function loadStoredRows(pick: DataPick, options: StoredRowsOptions): Promise<Dataset> {
  const set = await options.storage.sets.get(pick.dataset)
  if (!set) return notHere(pick)
  const steps = stepsOf(set, pick.version)
  if (!steps) return refuse('dataset-version-gone', { title: set.title, version: shortHash(pick.version ?? '') })
  return loadSteps(set, steps, options)
}

/** The rows of a dataset after applying some steps. */
export async function loadSteps(
  set: Pick<SetRecord, 'id' | 'title' | 'base'>,
  steps: readonly DataStep[],
  options: StoredRowsOptions,
): Promise<Dataset> {
  const base = await baseOf(set, totalOf(steps.flatMap(addedBy)), options)
  // Start from the longest cached prefix of the steps, so that a small edit reads only its own rows.
  const best = longestCached(base, steps)
  const chunks = steps.slice(best.steps.length).flatMap(addedBy)
  const added = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const [i, chunk] of chunks.entries())
    added.set(chunk.sha256, await read(set.title, chunk, i, chunks.length, options))
  const applied = applySteps(base, steps, added, best)
  if (!applied.ok) throw new Refusal(applied.error)
  const { schema } = applied.value
  return { ...applied.value, schema: { ...schema, id: set.id, title: set.title } }
}

function notHere({ dataset, schema }: DataPick): never {
  return refuse('dataset-not-here', { title: schema?.title ?? dataset, rows: schema?.rows ?? 0 })
}

function addedBy({ chunks }: DataStep): readonly StoredChunk[] {
  return Array.isArray(chunks) ? (chunks as readonly StoredChunk[]) : []
}

async function baseOf(
  { id, title, base }: Pick<SetRecord, 'id' | 'title' | 'base'>,
  added: number,
  options: StoredRowsOptions,
): Promise<Dataset> {
  const paged = base.kind === 'chunks' && totalOf(base.chunks) + added > (await rowsBudgetBytes(options.storage))
  const key = `${paged}:${id}:${JSON.stringify(base)}`
  if (newest?.key === key) return newest.base
  const loaded =
    base.kind === 'shipped'
      ? await options.shipped(base.dataset, base.seed, base.bias)
      : await joined(title, base, paged, options)
  if (!options.isOnce) newest = { key, base: loaded }
  return loaded
}

function totalOf(chunks: readonly StoredChunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes, 0)
}

async function joined(
  title: string,
  { schema, chunks }: Extract<SetRecord['base'], { kind: 'chunks' }>,
  paged: boolean,
  options: StoredRowsOptions,
): Promise<Dataset> {
  const total = totalOf(chunks)
  let done = 0
  const parts: Column[][] = []
  options.onProgress?.({ done, total })
  for (const [i, chunk] of chunks.entries()) {
    const bytes = await read(title, chunk, i, chunks.length, options)
    const columns = unpackChunk(schema, chunk.rows, bytes)
    if (!columns.ok) return damaged(title, i, chunks.length, columns.error)
    parts.push(paged ? pageChunk(schema.columns, columns.value, bytes, chunk) : columns.value)
    done += chunk.bytes
    options.onProgress?.({ done, total })
  }
  options.signal?.throwIfAborted()
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const columnAt = (of: ColumnSchema, at: number): Column => {
    const column = joinColumns(
      of,
      parts.map((part) => part[at] as Column),
    )
    // Drop each part as soon as it has been joined, so that at most one column is in memory twice.
    for (const part of parts) part[at] = { type: 'image', pixels: new Uint8Array(0) }
    return column
  }
  const columns: Column[] = []
  for (const [at, of] of schema.columns.entries()) {
    // Copying one column of a million rows takes as long as a frame, so yield between columns.
    if (rows >= MANY_ROWS) await yieldToMain()
    columns.push(columnAt(of, at))
  }
  options.signal?.throwIfAborted()
  return { schema: { ...schema, rows }, columns }
}

async function read(
  title: string,
  { sha256 }: StoredChunk,
  index: number,
  parts: number,
  { storage, signal }: StoredRowsOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted()
  const bytes = await storage.chunks.get(sha256)
  if (!bytes) throw new Refusal(message('kept-chunk-gone', { title, part: index + 1, parts }))
  if ((await hash(bytes)) !== sha256) return damaged(title, index, parts, filesText.chunk.checksum)
  return bytes
}

function damaged(title: string, index: number, parts: number, why: string): never {
  return refuse('kept-chunk-damaged', { title, part: index + 1, parts, why })
}

/**
 * Returns the columns of a chunk, which are given as views into the chunk's bytes; the result does not keep these bytes
 * in memory.
 */
export function pageChunk(
  schema: readonly ColumnSchema[],
  columns: readonly Column[],
  bytes: Uint8Array<ArrayBuffer>,
  { sha256, rows }: { readonly sha256: string; readonly rows: number },
): Column[] {
  const blob = new Blob([bytes])
  return columns.map((column, i) => {
    const of = schema[i] as ColumnSchema
    if (column.type !== 'image' && column.type !== 'array') return joinColumns(of, [column])
    const view = column.type === 'image' ? column.pixels : column.values
    // A column whose values were moved for alignment has a buffer of its own.
    const from = view.byteOffset - (view.buffer === bytes.buffer ? bytes.byteOffset : 0)
    const part: PagedPart = { blob, from, rows, sha256 }
    if (column.type === 'image') return { type: 'image', pixels: new Uint8Array(0), paged: { parts: [part] } }
    const gaps = Uint8Array.from({ length: rows }, (_, row) => (isMissing(column, of, row) ? 1 : 0))
    return {
      type: 'array',
      values: new Float32Array(0),
      paged: { parts: [part], ...(gaps.includes(1) ? { gaps } : {}) },
    }
  })
}
