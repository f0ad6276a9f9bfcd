/**
 * @file DataLook: the rows the Data page should show, requested by a finding, a confusion matrix cell, a slice, or a
 * script.
 */
import type { Condition } from '../../data/condition'
import type { SortBy } from '../../data/row-order'

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
