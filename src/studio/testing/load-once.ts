/**
 * @file loadOnce: loads built-in datasets for tests. The datasets generated last stay in memory, because many tests use
 * the same examples. Files are loaded each time, because storing them is part of what tests check.
 */
import type { DatasetDef } from '../../catalog/dataset-def'
import type { Dataset } from '../../data/dataset'
import { DEFAULT_SEED, type LoadOptions, loadDataset } from '../../storage/load-dataset'

/** Number of generated datasets that stay in memory; the largest has 50 MB. */
const MOST = 8
/** The generated datasets by id, seed, number of rows, and rate of a planted bias; the one that was used last is at the end. */
const generated = new Map<string, Dataset>()

/** Loads a dataset, or returns the same rows if they were generated before. */
export async function loadOnce(def: DatasetDef, options: LoadOptions): Promise<Dataset> {
  if (def.rows.kind !== 'generated') return loadDataset(def, options)
  const { seed = DEFAULT_SEED, rows = def.schema.rows } = options
  const key = `${def.schema.id} ${seed} ${rows} ${options.bias}`
  const dataset = generated.get(key) ?? (await loadDataset(def, options))
  generated.delete(key)
  generated.set(key, dataset)
  const [oldest] = generated.keys()
  if (oldest !== undefined && generated.size > MOST) generated.delete(oldest)
  return dataset
}
