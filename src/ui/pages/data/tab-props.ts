/** @file What a tab of the Data room is given. */
import type { DatasetDef } from '../../../catalog/dataset-def'
import type { Dataset, Split } from '../../../data/dataset'

export interface TabProps {
  readonly def: DatasetDef
  /** All its rows, those the project does not use too. */
  readonly dataset: Dataset
  readonly split: Split
}
