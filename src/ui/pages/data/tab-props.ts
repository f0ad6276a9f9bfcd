/** @file The props of a dataset tab on the Data page. */
import type { DatasetDef } from '../../../catalog/dataset-def'
import type { Dataset, Split } from '../../../data/dataset'

export interface TabProps {
  readonly def: DatasetDef
  /** All rows, including rows that the project does not use. */
  readonly dataset: Dataset
  readonly split: Split
}
