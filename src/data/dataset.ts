/** @file Dataset: typed columns of equal length. */
import { assert } from '../base/assert'
import { rng } from '../base/rng'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Column, DatasetSchema } from '../catalog/dataset-schema'

export type { Column } from '../catalog/dataset-schema'

export interface Dataset {
  readonly schema: DatasetSchema
  /** The columns, in the schema's order. */
  readonly columns: readonly Column[]
  /**
   * Maps the rows of an edited dataset to the rows before the first edit; absent for a dataset without edits. It is not
   * sent to other threads.
   */
  readonly origin?: Origin
}

/** The dataset before its edits, which determines each row's original number and original part of the split. */
export interface Origin {
  readonly base: Dataset
  /**
   * For each row, its row number in `base`; rows added later have higher numbers. Absent if the rows are the same as in
   * `base`.
   */
  readonly rows?: Int32Array
  /**
   * The total number of rows that have ever existed, including excluded rows. Absent if it equals the number of rows in
   * `base`.
   */
  readonly rowsEver?: number
  /** The rows that are not trained on, by their numbers in `rows`. They stay in the dataset. */
  readonly leftOut?: ReadonlySet<number>
}

/** Removes the origin of a dataset before it is sent to another thread. */
export function withoutOrigin({ schema, columns }: Dataset): Dataset {
  return { schema, columns }
}

/** The row numbers in each part of the split. */
export interface Split {
  readonly train: Uint32Array<ArrayBuffer>
  readonly validation: Uint32Array<ArrayBuffer>
  readonly test: Uint32Array<ArrayBuffer>
  /** Rows that would be training rows, but are left out; absent if there are none. */
  readonly leftOut?: Uint32Array<ArrayBuffer>
}
export type SplitName = Exclude<keyof Split, 'leftOut'>

/** Returns the permanent number of the row at this zero-based index. */
export function rowNumber({ origin }: { readonly origin?: Origin | undefined }, row: number): number {
  return (origin?.rows?.[row] ?? row) + 1
}

/** Whether the row at this zero-based index is left out of training. */
export function isLeftOut({ origin }: { readonly origin?: Origin | undefined }, row: number): boolean {
  return origin?.leftOut?.has(origin.rows?.[row] ?? row) === true
}

/**
 * Generates `rows` rows (by default the number in the schema), with a planted bias at this rate if the dataset has one. The
 * same seed always gives the same rows.
 */
export function generate(def: DatasetDef, seed: number, rows = def.schema.rows, bias?: number): Dataset {
  assert(def.rows.kind === 'generated', `${def.schema.id} is generated`)
  return { schema: { ...def.schema, rows }, columns: def.rows.make(rng(seed, { kind: 'generate' }), rows, bias) }
}
