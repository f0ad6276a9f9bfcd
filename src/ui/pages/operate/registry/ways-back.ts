/** @file WaysBack: which flags of a model can be rolled back, and to which version. */
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { wayBack } from '../../../../storage/aliases'
import type { ModelLine } from '../../../../studio/operate/registry'

export interface WayBack {
  readonly alias: Alias
  readonly to: number
}

/** Of a first move there is nothing to go back to: the flag is taken down by hand. */
export function waysBack({ versions, moves, now }: ModelLine): readonly WayBack[] {
  const here = new Set<number | null>(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
  return ALIASES.flatMap((alias) => {
    // A challenger or shadow that was taken down was done with: back would be into what it was taken down for. Undo has a slip.
    if (alias !== 'champion' && now[alias] === undefined) return []
    const to = wayBack(moves, alias).find((version) => here.has(version) && version !== now[alias])
    // What answers as the champion is no challenger or shadow of itself.
    return to === undefined || to === null || (alias !== 'champion' && to === now.champion) ? [] : [{ alias, to }]
  })
}
