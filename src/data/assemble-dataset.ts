/**
 * @file assembleDataset: builds a built-in dataset from its unpacked files, in either of the two formats that a
 * manifest can declare.
 */
import { fail, ok, type Result } from '../base/result'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyDataset, fillRows, rowBytes } from './fixed-width-chunk'
import { joinColumns } from './column-operations'
import type { Column, Dataset } from './dataset'
import { unpackChunk } from './packed-chunk'
import type { ChunkEntry, Manifest } from './dataset-manifest'

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
