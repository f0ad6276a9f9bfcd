/**
 * @file The datasets by id. Those a first visit may begin with come with the page; `loadDatasets` fetches the file that lists them
 * all, once someone names another or wants to see what there is.
 */
import { findDataset } from '../dataset-def'
import type { DatasetDef } from '../dataset-def'
import './mnist'
import './mnist-starter'

export { findDataset } from '../dataset-def'

/** Every dataset, in the order shown. */
export async function loadDatasets(): Promise<readonly DatasetDef[]> {
  return (await import('./all')).datasets
}

/** The set of this id, fetched where it did not come with the page. */
export async function knownDataset(id: string): Promise<DatasetDef | undefined> {
  if (!findDataset(id)) await loadDatasets()
  return findDataset(id)
}
