/** @file Rollbacks: which aliases of a model can be rolled back, and to which version. */
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { wayBack } from '../../../../storage/aliases'
import type { RegistryModel } from '../../../../studio/operate/registry'

export interface Rollback {
  readonly alias: Alias
  readonly to: number
}

/** The possible rollbacks of a model. The first move of an alias has none; the user removes the alias instead. */
export function rollbacks({ versions, moves, now }: RegistryModel): readonly Rollback[] {
  const here = new Set<number | null>(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
  return ALIASES.flatMap((alias) => {
    // A challenger or shadow was removed for a reason, so it is not offered again. Undo reverts a mistake.
    if (alias !== 'champion' && now[alias] === undefined) return []
    const to = wayBack(moves, alias).find((version) => here.has(version) && version !== now[alias])
    // The champion is not offered as its own challenger or shadow.
    return to === undefined || to === null || (alias !== 'champion' && to === now.champion) ? [] : [{ alias, to }]
  })
}
