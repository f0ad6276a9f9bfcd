/** @file The dataset being collected, as the Data page shows it. */
import type { Dataset } from '../../data/dataset'

export interface Collecting {
  readonly set: string
  /** The dataset, including the rows of classes that are turned off. */
  readonly dataset: Dataset
  readonly off: readonly string[]
  /** Whether the last step can be undone, and whether an undone step can be redone. */
  readonly undo: boolean
  readonly redo: boolean
}
