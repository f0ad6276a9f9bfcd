/** @file assemble: the rows of a shipped set out of its unpacked files, in whichever of the two forms its manifest says they are. */
import { fail, ok, type Result } from '../base/result'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyDataset, fillRows, rowBytes } from './chunk-format'
import { joinColumns } from './columns'
import type { Column, Dataset } from './dataset'
import { unpackChunk } from './kept-format'
import type { ChunkEntry, Manifest } from './manifest'

export interface Assembly {
  /** Bytes of a file once it is unpacked. */
  length(entry: ChunkEntry): number
  /** Takes the next file's bytes; the error is a clause for "the file is wrong: ___". */
  add(entry: ChunkEntry, bytes: Uint8Array<ArrayBuffer>): Result<true, string>
  /** The set, once all are taken. */
  dataset(): Dataset
}

/** Begins a set of which no file is taken yet. */
export function assemble(schema: DatasetSchema, { version }: Manifest): Assembly {
  return version === 1 ? fixedWidth(schema) : kept(schema)
}

function fixedWidth(schema: DatasetSchema): Assembly {
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

function kept(schema: DatasetSchema): Assembly {
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
