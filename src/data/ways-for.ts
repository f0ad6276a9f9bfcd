/** @file waysFor: sees to it that a split can be made whatever its kind: most go by chance, and the page is spared the others' weight. */
import type { SplitPick } from '../catalog/plan'
import { needsWays } from './split'

let loaded = false

/** Resolves once `makeSplit` knows the kind of this pick; undefined where it does already. */
export function waysFor(pick: Pick<SplitPick, 'kind'>): Promise<void> | undefined {
  if (loaded || !needsWays(pick)) return undefined
  return import('./split-ways').then(() => {
    loaded = true
  })
}
