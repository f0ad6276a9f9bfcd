/** @file datasetTitle: the title of a dataset, as far as it can be known without loading the dataset. */
import type { DataPick } from '../../compile/project'
import { datasetOf } from '../../compile/dataset-of-project'

/** The title of the picked dataset, or its id if the title is not known. */
export function datasetTitle(pick: DataPick): string {
  return pick.schema?.title ?? datasetOf(pick)?.schema.title ?? pick.dataset
}
