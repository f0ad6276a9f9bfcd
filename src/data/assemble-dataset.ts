/**
 * @file assembleDataset: builds a built-in dataset from its unpacked files, in either of the two formats that a
 * manifest can declare.
 */
import { assert } from '../base/assert'
import { fail, ok, type Result } from '../base/result'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyColumn, joinColumns, perRow } from './column-operations'
import type { Column, Dataset } from './dataset'
import type { ChunkEntry, Manifest } from './dataset-manifest'
import { unpackChunk } from './packed-chunk'

export interface Assembly {
  /** The unpacked size of the file in bytes. */
  length(entry: ChunkEntry): number
  /** Adds the next file's bytes. An error completes the sentence "the file is wrong: ___". */
  add(entry: ChunkEntry, bytes: Uint8Array<ArrayBuffer>): Result<true, string>
  /** Returns the dataset. Call this only after all files have been added. */
  dataset(): Dataset
}

/** Starts assembling a dataset; the caller then adds its files one by one. */
export function assembleDataset(schema: DatasetSchema, { version }: Manifest): Assembly {
  return version === 1 ? fixedWidthChunks(schema) : packedChunks(schema)
}

function fixedWidthChunks(schema: DatasetSchema): Assembly {
  const dataset = emptyDataset(schema)
  const width = rowBytes(schema)
  let from = 0
  return {
    length: ({ rows }) => rows * width,
    add({ rows }, bytes) {
      fillRows(dataset, from, rows, bytes)
      from += rows
      return ok(true)
    },
    dataset: () => dataset,
  }
}

function packedChunks(schema: DatasetSchema): Assembly {
  const parts: Column[][] = []
  return {
    length: ({ raw = 0 }) => raw,
    add({ rows }, bytes) {
      const read = unpackChunk(schema, rows, bytes)
      if (!read.ok) return fail(read.error)
      parts.push(read.value)
      return ok(true)
    },
    dataset() {
      const [only, ...others] = parts
      const join = (column: ColumnSchema, i: number) =>
        joinColumns(
          column,
          parts.map((part) => part[i] as Column),
        )
      return { schema, columns: only && others.length === 0 ? only : schema.columns.map(join) }
    },
  }
}

const MISSING = 255

/** The number of bytes that one row occupies in a chunk. */
export function rowBytes(schema: DatasetSchema): number {
  return schema.columns.reduce((sum, column) => sum + cellBytes(column), 0)
}

/** Creates a dataset of the schema's size in which every value is missing. */
function emptyDataset(schema: DatasetSchema): Dataset {
  return { schema, columns: schema.columns.map((column) => emptyColumn(column, schema.rows)) }
}

/**
 * Fills `rows` rows of a dataset, starting at row `from`, from the bytes of a chunk. A class code that is not in the
 * schema becomes a missing value.
 */
function fillRows(dataset: Dataset, from: number, rows: number, bytes: Uint8Array): void {
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
