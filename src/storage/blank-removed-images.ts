/** @file blankRemovedImages: a dataset as stored, but without the images of removed rows, for a file that others get. */
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
 * Clears the images and arrays of the rows that are not kept. The rows keep their places and other values, because steps
 * name rows by number, and splits depend on classes, groups, and times. `first` is the number of rows of the base that are
 * in no chunk; `isKept` gets permanent numbers from 0. Refuses a chunk that is gone or damaged.
 */
export async function blankRemovedImages(
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
      if (removed.length === 0 || !columns.some(({ type }) => type === 'image' || type === 'array')) {
        blanked.push(chunk)
        continue
      }
      const place = { title, part: i + 1, parts: chunks.length }
      const stored = (await chunkOf(chunk.sha256)) ?? refuse('kept-chunk-gone', place)
      // The columns are views, so the stored bytes are copied before they are changed.
      const read = unpackChunk({ columns }, chunk.rows, stored.slice())
      if (!read.ok) return refuse('kept-chunk-damaged', { ...place, why: read.error })
      for (const column of read.value) for (const row of removed) clearImage(column, row, chunk.rows)
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

function clearImage(column: Column, row: number, rows: number): void {
  if (column.type !== 'image' && column.type !== 'array') return
  const values = column.type === 'image' ? column.pixels : column.values
  const width = values.length / rows
  values.fill(0, row * width, (row + 1) * width)
}
