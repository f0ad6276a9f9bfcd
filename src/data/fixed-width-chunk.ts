/**
 * @file Fixed-width chunks, the format of small built-in datasets: one block per column, in the schema's order, for the
 * chunk's rows. An image is stored as its bytes, a class as one byte (255 if missing), a number as a little-endian
 * float32 (NaN if missing).
 */
import { assert } from '../base/assert'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyColumn, perRow } from './column-operations'
import type { Column, Dataset } from './dataset'

const MISSING = 255

/** The number of bytes that one row occupies in a chunk. */
export function rowBytes(schema: DatasetSchema): number {
  return schema.columns.reduce((sum, column) => sum + cellBytes(column), 0)
}

/** Creates a dataset of the schema's size in which every value is missing. */
export function emptyDataset(schema: DatasetSchema): Dataset {
  return { schema, columns: schema.columns.map((column) => emptyColumn(column, schema.rows)) }
}

/**
 * Fills `rows` rows of a dataset, starting at row `from`, from the bytes of a chunk. A class code that is not in the
 * schema becomes a missing value.
 */
export function fillRows(dataset: Dataset, from: number, rows: number, bytes: Uint8Array): void {
  assert(bytes.length === rows * rowBytes(dataset.schema), 'a chunk is as long as its rows')
  let at = 0
  dataset.schema.columns.forEach((schema, index) => {
    const length = rows * cellBytes(schema)
    const block = bytes.subarray(at, at + length)
    fillColumn(schema, dataset.columns[index] as Column, from, block)
    at += length
  })
}

function fillColumn(schema: ColumnSchema, column: Column, from: number, block: Uint8Array): void {
  if (schema.type === 'image' && column.type === 'image') column.pixels.set(block, from * cellBytes(schema))
  if (schema.type === 'category' && column.type === 'category') {
    block.forEach((code, row) => {
      column.codes[from + row] = code === MISSING || code >= schema.values.length ? -1 : code
    })
  }
  if (column.type === 'number') {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    for (let row = 0; 4 * row < block.length; row++) column.values[from + row] = view.getFloat32(4 * row, true)
  }
}

function cellBytes(column: ColumnSchema): number {
  switch (column.type) {
    case 'image':
      return perRow(column)
    case 'category':
      return 1
    case 'number':
      return 4
    case 'text':
    case 'time':
    case 'array':
      throw new Error(`${column.name} is kept in another form: see kept-format.ts`)
    default:
      return column satisfies never
  }
}
