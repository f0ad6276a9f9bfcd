/** @file Dataset: typed columns of one length. */
import type { Column, DatasetSchema } from '../catalog/dataset-schema'

export type { Column } from '../catalog/dataset-schema'

export interface Dataset {
  readonly schema: DatasetSchema
  /** In the schema's order. */
  readonly columns: readonly Column[]
}

/** Row numbers of each part. */
export interface Split {
  readonly train: Uint32Array<ArrayBuffer>
  readonly validation: Uint32Array<ArrayBuffer>
  readonly test: Uint32Array<ArrayBuffer>
}
export type SplitName = keyof Split
