/**
 * @file pageChunk: a chunk whose images and arrays stay in a blob outside the heap; everything else is copied out of
 * the chunk.
 */
import { isMissing, joinColumns } from '../data/column-operations'
import type { Column, ColumnSchema, PagedPart } from '../catalog/dataset-schema'

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
