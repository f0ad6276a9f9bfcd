/**
 * @file Datasets by id. The two that a first visit can begin with come with the page. `loadDatasets` loads the module
 * with all of them, once another is named or the list is opened.
 */
import { findDataset } from '../dataset-def'
import type { DatasetDef } from '../dataset-def'
import './mnist'
import './mnist-starter'

export { findDataset } from '../dataset-def'

/** All datasets, in the order shown. */
export async function loadDatasets(): Promise<readonly DatasetDef[]> {
  return (await import('./all')).datasets
}

/** The dataset with this id, loaded if it did not come with the page. */
export async function knownDataset(id: string): Promise<DatasetDef | undefined> {
  if (!findDataset(id)) await loadDatasets()
  return findDataset(id)
}
