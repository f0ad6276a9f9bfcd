/** @file The key of a comparison with simple models, which identifies the rows, the split, and the network weights. */
import { analysisKey } from './data-analysis'
import type { AppState } from '../state'

/** The key of the comparison; undefined while no dataset is loaded. */
export function simpleModelsKey(state: Pick<AppState, 'data' | 'project' | 'run' | 'inUse'>): string | undefined {
  const key = analysisKey(state)
  if (key === undefined) return undefined
  const { run, inUse } = state
  const weights = inUse ? `${inUse.run} ${inUse.step}` : run.tag === 'idle' ? '' : `${run.id} ${run.step}`
  return `${key} ${weights}`
}
