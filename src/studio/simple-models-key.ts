/** @file What names the rows, the parts and the weights that simple models are held against. */
import { analysisKey } from './data-analysis'
import type { AppState } from './state'

/** Undefined while no set is here. */
export function simpleModelsKey(state: Pick<AppState, 'data' | 'project' | 'run' | 'inUse'>): string | undefined {
  const key = analysisKey(state)
  if (key === undefined) return undefined
  const { run, inUse } = state
  const weights = inUse ? `${inUse.run} ${inUse.step}` : run.tag === 'idle' ? '' : `${run.id} ${run.step}`
  return `${key} ${weights}`
}
