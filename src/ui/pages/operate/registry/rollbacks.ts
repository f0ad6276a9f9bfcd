/** @file Rollbacks: determines which aliases of a model can be rolled back, and to which version. */
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { rollbackTarget } from '../../../../storage/aliases'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'

export interface Rollback {
  readonly alias: Alias
  readonly to: number
}

/**
 * The possible rollbacks for a model. An alias that has been moved only once cannot be rolled back, but the user can
 * remove it instead.
 */
export function rollbacks({ versions, moves, now }: RegistryModel): readonly Rollback[] {
  const here = new Set<number | null>(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
  return ALIASES.flatMap((alias) => {
    // A challenger or shadow alias was removed for a reason, so rolling back its removal is not offered. If the removal
    // was a mistake, the user can undo it.
    if (alias !== 'champion' && now[alias] === undefined) return []
    const to = rollbackTarget(moves, alias).find((version) => here.has(version) && version !== now[alias])
    // The champion version is not offered as a challenger or shadow of itself.
    return to === undefined || to === null || (alias !== 'champion' && to === now.champion) ? [] : [{ alias, to }]
  })
}
