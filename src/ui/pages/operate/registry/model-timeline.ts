/** @file The timeline of a model: where its versions are drawn, and which moves of an alias were rollbacks. */
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { rollbackTarget } from '../../../../storage/aliases'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'

/** The x position for unset aliases and the x position of the first version, in pixels. */
export const [MAST, FIRST] = [26, 96] as const
const [MIN_GAP, MAX_GAP] = [44, 104] as const
/** The gap between versions stops growing at this number of hours, about a month. */
const MONTH = 24 * 30

/**
 * One x position per version, in increasing order; a version without a date is placed at the minimum distance from the
 * previous one.
 */
export function versionPositions(dates: readonly (string | undefined)[]): readonly number[] {
  let x: number = FIRST
  return dates.map((date, i) => {
    if (i > 0) x += gap(dates[i - 1], date)
    return Math.round(x)
  })
}

function gap(before: string | undefined, after: string | undefined): number {
  const hours = (Date.parse(after ?? '') - Date.parse(before ?? '')) / 3_600_000
  if (!(hours > 0)) return MIN_GAP
  return MIN_GAP + (MAX_GAP - MIN_GAP) * Math.min(1, Math.log1p(hours) / Math.log1p(MONTH))
}

/** The index of the version nearest to an x position, or null if the position for unset aliases is nearest. */
export function nearestVersion(positions: readonly number[], x: number): number | null {
  let best: number | null = null
  let distance = Math.abs(x - MAST)
  positions.forEach((place, i) => {
    if (Math.abs(x - place) < distance) [best, distance] = [i, Math.abs(x - place)]
  })
  return best
}

// Rollbacks: determines which aliases of a model can be rolled back, and to which version.

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
