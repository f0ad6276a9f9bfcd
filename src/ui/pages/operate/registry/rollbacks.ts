/** @file Rollbacks: which aliases of a model can be rolled back, and to which version. */
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { rollbackTarget } from '../../../../storage/aliases'
import type { RegistryModel } from '../../../../studio/operate/registry'

export interface Rollback {
  readonly alias: Alias
  readonly to: number
}

/**
 * The possible rollbacks of a model. An alias that was moved only once cannot be rolled back; the user can remove the
 * alias instead.
 */
export function rollbacks({ versions, moves, now }: RegistryModel): readonly Rollback[] {
  const here = new Set<number | null>(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
  return ALIASES.flatMap((alias) => {
    // A challenger or shadow was removed for a reason, so it is not offered again. If that was a mistake, the user can
    // undo it.
    if (alias !== 'champion' && now[alias] === undefined) return []
    const to = rollbackTarget(moves, alias).find((version) => here.has(version) && version !== now[alias])
    // The champion version is not offered as its own challenger or shadow.
    return to === undefined || to === null || (alias !== 'champion' && to === now.champion) ? [] : [{ alias, to }]
  })
}
