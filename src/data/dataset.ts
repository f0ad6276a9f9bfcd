/** @file Dataset: typed columns of equal length. */
import type { Column, DatasetSchema } from '../catalog/dataset-schema'

export type { Column } from '../catalog/dataset-schema'

export interface Dataset {
  readonly schema: DatasetSchema
  /** The columns, in the schema's order. */
  readonly columns: readonly Column[]
  /** For an edited dataset: maps its rows to the rows before the first edit. It is not sent to other threads. */
  readonly origin?: Origin
}

/** The dataset before its edits. It lets each row keep its original number and its part of the split. */
export interface Origin {
  readonly base: Dataset
  /**
   * For each row, its row in `base`; an added row has the next number after all earlier rows. Absent if the rows are
   * the same as in `base`.
   */
  readonly rows?: Int32Array
  /** How many rows ever existed, including those excluded later. Absent if it equals the number of rows in `base`. */
  readonly rowsEver?: number
}

/** Removes the origin of a dataset before it is sent to another thread. */
export function withoutOrigin({ schema, columns }: Dataset): Dataset {
  return { schema, columns }
}

/** Row numbers of each part of the split. */
export interface Split {
  readonly train: Uint32Array<ArrayBuffer>
  readonly validation: Uint32Array<ArrayBuffer>
  readonly test: Uint32Array<ArrayBuffer>
}
export type SplitName = keyof Split
