/**
 * @file loadSplitStrategies: loads the split strategies only if a plan needs one, since most splits are random and the page stays smaller
 * without them.
 */
import type { SplitPick } from '../catalog/plan'
import { needsStrategy } from './split'

let loaded = false

/** Resolves when `makeSplit` supports this method; undefined if it does already. */
export function loadSplitStrategies(pick: Pick<SplitPick, 'kind'>): Promise<void> | undefined {
  if (loaded || !needsStrategy(pick)) return undefined
  return import('./split-strategies').then(() => {
    loaded = true
  })
}
