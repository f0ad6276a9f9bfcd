/**
 * @file loadSplitStrategies: loads the split strategies other than random only when a plan needs them. Most splits are
 * random, so this keeps the initial page smaller.
 */
import type { SplitPick } from '../catalog/training-plan'
import { needsStrategy } from './split'

let loaded = false

/** Returns a promise that resolves when `makeSplit` supports this split method, or undefined if it already does. */
export function loadSplitStrategies(pick: Pick<SplitPick, 'kind'>): Promise<void> | undefined {
  if (loaded || !needsStrategy(pick)) return undefined
  return import('./split-strategies').then(() => {
    loaded = true
  })
}
