/** @file The dataset being collected, as the Data page shows it. */
import type { Dataset } from '../data/dataset'

export interface Collecting {
  readonly set: string
  /** Includes the rows of classes that are off. */
  readonly dataset: Dataset
  readonly off: readonly string[]
  /** Whether the last step can be undone, and whether an undone one can be redone. */
  readonly undo: boolean
  readonly redo: boolean
}
