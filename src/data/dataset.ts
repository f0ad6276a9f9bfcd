/** @file Dataset: typed columns of one length. */
import type { Column, DatasetSchema } from '../catalog/dataset-schema'

export type { Column } from '../catalog/dataset-schema'

export interface Dataset {
  readonly schema: DatasetSchema
  /** In the schema's order. */
  readonly columns: readonly Column[]
  /** Of an edited set: which of its rows were which before any edit. Threads do without it. */
  readonly origin?: Origin
}

/** What a set was before its steps, so that a row stays in the part of the split it was in, and keeps its number. */
export interface Origin {
  readonly base: Dataset
  /** The base's row of each row; of one that was added, its place behind all that came before it. Absent, they are the same. */
  readonly rows?: Int32Array
  /** How many rows came in all, those since left out too. Absent, as many as the base has. */
  readonly came?: number
}

/** A set without what it was, for another thread. */
export function withoutOrigin({ schema, columns }: Dataset): Dataset {
  return { schema, columns }
}

/** Row numbers of each part. */
export interface Split {
  readonly train: Uint32Array<ArrayBuffer>
  readonly validation: Uint32Array<ArrayBuffer>
  readonly test: Uint32Array<ArrayBuffer>
}
export type SplitName = keyof Split
