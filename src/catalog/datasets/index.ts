/**
 * @file Finds datasets by id. The two datasets that a first visit can begin with are bundled with the page.
 * `loadDatasets` loads the module with all others when one of them is requested or the list is opened.
 */
import type { DatasetDef } from '../dataset-def'
import { findDataset } from '../dataset-def'
import './mnist'

export { findDataset } from '../dataset-def'

/** All datasets, in display order. */
export async function loadDatasets(): Promise<readonly DatasetDef[]> {
  return (await import('./all')).datasets
}

/** The dataset with this id, loaded first if it is not bundled with the page. */
export async function knownDataset(id: string): Promise<DatasetDef | undefined> {
  if (!findDataset(id)) await loadDatasets()
  return findDataset(id)
}
