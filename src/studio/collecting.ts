/** @file Collecting: the set that is being collected, as the Data room shows it. */
import type { Dataset } from '../data/dataset'

export interface Collecting {
  readonly set: string
  /** With the rows of classes that are off. */
  readonly dataset: Dataset
  readonly off: readonly string[]
  /** Whether the last step can be taken back, and one taken back be taken again. */
  readonly undo: boolean
  readonly redo: boolean
}
