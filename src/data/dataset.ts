/** @file Dataset: typed columns of equal length. */
import type { Column, DatasetSchema } from '../catalog/dataset-schema'

export type { Column } from '../catalog/dataset-schema'

export interface Dataset {
  readonly schema: DatasetSchema
  /** In the schema's order. */
  readonly columns: readonly Column[]
  /** For an edited dataset: which row each row was before the first edit. It is not sent to other threads. */
  readonly origin?: Origin
}

/** The dataset before its edits, so that each row keeps its number and its part of the split. */
export interface Origin {
  readonly base: Dataset
  /** The base row of each row; for an added row, its position after all earlier rows. Absent if the rows are the same. */
  readonly rows?: Int32Array
  /** Rows that ever existed, including those that were excluded later. Absent if it equals the base's number of rows. */
  readonly rowsEver?: number
}

/** A dataset without its origin, for another thread. */
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
