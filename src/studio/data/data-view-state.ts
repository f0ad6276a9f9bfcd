/** @file What the Data page shows: the rows that are requested, and the dataset being collected. */
import type { Condition } from '../../data/condition'
import type { SortBy } from '../../data/row-order'
import type { Dataset } from '../../data/dataset'

export interface DataLook {
  /** Key of the data that the row numbers refer to; in another dataset they would refer to other rows. */
  readonly key: string
  /** Row numbers in the current dataset; absent for all rows. */
  readonly rows?: readonly number[]
  readonly where?: Condition
  readonly sort?: readonly SortBy[]
  /** A description for the user: "4 predicted as 9". */
  readonly title?: string
}

export interface Collecting {
  readonly set: string
  /** The dataset, including the rows of classes that are turned off. */
  readonly dataset: Dataset
  readonly off: readonly string[]
  /** Whether the last step can be undone, and whether an undone step can be redone. */
  readonly undo: boolean
  readonly redo: boolean
}
