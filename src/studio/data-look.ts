/** @file DataLook: the rows that the Data room is asked to show, by a finding, a cell of a confusion, a slice, or a script. */
import type { Condition } from '../data/condition'
import type { SortBy } from '../data/row-order'

export interface DataLook {
  /** Key of the data whose rows they are: of another set they would be other rows. */
  readonly key: string
  /** Row numbers, as they stand; absent: all. */
  readonly rows?: readonly number[]
  readonly where?: Condition
  readonly sort?: readonly SortBy[]
  /** What they are, in words: "4 taken for 9". */
  readonly title?: string
}
