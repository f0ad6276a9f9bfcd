/** @file blankRemovedRows: a dataset as stored, but without the values of removed rows, for a file that others get. */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { DataStep } from '../data/dataset-edit'
import { packChunk, unpackChunk } from '../data/packed-chunk'
import { refuse } from '../messages/message'
import { hash } from '../base/hash'
import type { SetBase, StoredChunk } from './dataset-records'

interface Stored {
  readonly base: SetBase
  readonly steps: readonly DataStep[]
}

interface Blanked extends Stored {
  /** The chunks that changed, by their new checksum. */
  readonly changed: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

/**
 * Clears the values of the rows that are not kept. The rows keep their places, because steps and splits name rows by
 * number. `first` is the number of rows of the base that are in no chunk; `isKept` gets permanent numbers from 0. Refuses
 * a chunk that is gone or damaged.
 */
export async function blankRemovedRows(
  { title, base, steps }: Stored & { readonly title: string },
  first: number,
  isKept: (row: number) => boolean,
  chunkOf: (sha256: string) => Promise<Uint8Array<ArrayBuffer> | undefined>,
): Promise<Blanked> {
  const changed = new Map<string, Uint8Array<ArrayBuffer>>()
  let at = first
  async function blank(chunks: readonly StoredChunk[], columns: readonly ColumnSchema[]): Promise<StoredChunk[]> {
    const blanked: StoredChunk[] = []
    for (const [i, chunk] of chunks.entries()) {
      const removed = Array.from({ length: chunk.rows }, (_, row) => row).filter((row) => !isKept(at + row))
      at += chunk.rows
      if (removed.length === 0) {
        blanked.push(chunk)
        continue
      }
      const place = { title, part: i + 1, parts: chunks.length }
      const stored = (await chunkOf(chunk.sha256)) ?? refuse('kept-chunk-gone', place)
      // The columns are views, so the stored bytes are copied before they are changed.
      const read = unpackChunk({ columns }, chunk.rows, stored.slice())
      if (!read.ok) return refuse('kept-chunk-damaged', { ...place, why: read.error })
      for (const column of read.value) for (const row of removed) clearRow(column, row, chunk.rows)
      const bytes = packChunk({ schema: { columns, rows: chunk.rows }, columns: read.value })
      const sha256 = await hash(bytes)
      changed.set(sha256, bytes)
      blanked.push({ sha256, rows: chunk.rows, bytes: bytes.length })
    }
    return blanked
  }
  const own = base.kind === 'chunks' ? { ...base, chunks: await blank(base.chunks, base.schema.columns) } : base
  const edited: DataStep[] = []
  for (const step of steps) {
    const { chunks, columns } = step
    const adds = Array.isArray(chunks) && chunks.length > 0
    edited.push(adds ? { ...step, chunks: await blank(chunks, columns as readonly ColumnSchema[]) } : step)
  }
  return { base: own, steps: edited, changed }
}

/** Clears one row of a column; a text becomes spaces, because the places of the other texts depend on its length. */
function clearRow(column: Column, row: number, rows: number): void {
  switch (column.type) {
    case 'category':
      column.codes[row] = -1
      return
    case 'text':
      column.bytes.fill(0x20, row === 0 ? 0 : column.ends[row - 1], column.ends[row])
      return
    case 'image':
      clearPart(column.pixels, row, rows)
      return
    default:
      clearPart(column.values, row, rows)
  }
}

function clearPart(values: Uint8Array | Float32Array | Float64Array, row: number, rows: number): void {
  const width = values.length / rows
  values.fill(0, row * width, (row + 1) * width)
}
