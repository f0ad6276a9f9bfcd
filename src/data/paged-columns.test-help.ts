/** @file Paged datasets for tests: images and arrays are stored in blobs, which an in-memory reader can read. */
import type { ColumnSchema, PagedPart } from '../catalog/dataset-schema'
import { isMissing, perRow, rowsIn, valuesOf } from './column-operations'
import type { Column, Dataset } from './dataset'
import { setBlobReader, type ByteRange } from './paged-columns'

const bytesOf = new WeakMap<Blob, Uint8Array>()
/** The number of unrelated bytes before the first row of a blob. */
const HEAD = 16

/** Installs a reader for the blobs that `paged` created; it reads synchronously, as a worker does. */
export function readFromMemory(): void {
  setBlobReader((stretches) => {
    const parts = stretches.map(partOf)
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all.buffer
  })
}

function partOf({ blob, from, to }: ByteRange): Uint8Array {
  const bytes = bytesOf.get(blob)
  if (!bytes || to > bytes.length) throw new Error('a stretch of no blob of ours')
  return bytes.subarray(from, to)
}

/** Moves the images and arrays of a dataset into blobs, with `rowsAPart` rows per blob. */
export function paged({ schema, columns }: Dataset, rowsAPart: number): Dataset {
  return {
    schema,
    columns: columns.map((column, i) => pagedColumn(column, schema.columns[i] as ColumnSchema, rowsAPart)),
  }
}

/** Moves one column into blobs, like `paged`. */
export function pagedColumn(column: Column, schema: ColumnSchema, rowsAPart: number): Column {
  if (column.type !== 'image' && column.type !== 'array') return column
  const { buffer, byteOffset, byteLength } = valuesOf(column)
  const all = new Uint8Array(buffer, byteOffset, byteLength)
  const width = perRow(schema) * (column.type === 'image' ? 1 : 4)
  const rows = rowsIn(column, schema)
  const parts: PagedPart[] = []
  for (let first = 0; first < rows; first += rowsAPart) {
    const count = Math.min(rowsAPart, rows - first)
    const bytes = new Uint8Array(HEAD + count * width)
    bytes.set(all.subarray(first * width, (first + count) * width), HEAD)
    const blob = new Blob([bytes])
    bytesOf.set(blob, bytes)
    parts.push({ blob, from: HEAD, rows: count, sha256: `${schema.name}${first}` })
  }
  if (column.type === 'image') return { type: 'image', pixels: new Uint8Array(0), paged: { parts } }
  const gaps = Uint8Array.from({ length: rows }, (_, row) => (isMissing(column, schema, row) ? 1 : 0))
  return { type: 'array', values: new Float32Array(0), paged: { parts, gaps } }
}
