/**
 * @file loadSplitStrategies: loads the split strategies only if a plan needs them. Most splits are random, so the
 * initial page stays smaller.
 */
import type { SplitPick } from '../catalog/plan'
import { needsStrategy } from './split'

let loaded = false

/** Resolves when `makeSplit` supports this method; undefined if it already does. */
export function loadSplitStrategies(pick: Pick<SplitPick, 'kind'>): Promise<void> | undefined {
  if (loaded || !needsStrategy(pick)) return undefined
  return import('./split-strategies').then(() => {
    loaded = true
  })
}
