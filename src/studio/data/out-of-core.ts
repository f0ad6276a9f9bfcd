/** @file Out-of-core data: the memory budget for rows, and row queries that need the worker. */
import { refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Neighbor } from '../../data/nearest-rows'
import { isRowsBudget, keepRowsBudget, LEAST_ROWS_MB, MOST_ROWS_MB, rowsBudget } from '../../storage/row-memory-budget'
import { analysisOf } from './analysis-worker'
import type { AppContext } from '../context'
import { analysisKey } from './data-analysis'

const NEAR = 8

/**
 * Resolves with the budget in megabytes, after setting it to `megabytes` if given. A change reloads a custom dataset in
 * use.
 */
export async function rowsBudgetOf(studio: AppContext, megabytes: number | undefined): Promise<number> {
  const before = await rowsBudget(studio.storage)
  if (megabytes === undefined || megabytes === before) return before
  if (!isRowsBudget(megabytes))
    return refuse('rows-budget', { megabytes: String(megabytes), least: LEAST_ROWS_MB, most: MOST_ROWS_MB })
  await keepRowsBudget(studio.storage, megabytes)
  const { data, project } = studio.store.getState()
  if (data.tag === 'ready' && project.data.version !== undefined) await studio.data.use(project.data, project.plan)
  return megabytes
}

interface NearestRequest {
  readonly row: number
  readonly most?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The rows most similar to a row, nearest first, computed in the worker. */
export async function nearestTo(
  studio: AppContext,
  { row, most = NEAR, signal }: NearestRequest,
): Promise<readonly Neighbor[]> {
  const { dataset, split, key } = await studio.data.ready()
  const { rows } = dataset.schema
  if (row < 0 || row >= rows) return refuse('no-such-row', { row, rows })
  const data = { dataset, split, key: analysisKey(studio.store.getState()) ?? key }
  return analysisOf(studio).ask('nearest', data, { row, most }, signal ? { signal } : {})
}
