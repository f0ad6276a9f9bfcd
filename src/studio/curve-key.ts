/** @file What names the rows, the parts and the network that a learning curve was learnt with. */
import { analysisKey } from './data-analysis'
import type { AppState } from './state'

/** Undefined while no set is here. */
export function curveKey(state: Pick<AppState, 'data' | 'project'>): string | undefined {
  const key = analysisKey(state)
  return key === undefined ? undefined : `${key} ${state.project.drawingVersion}`
}
