/** @file Challengers: the versions that can be compared with the champion, and the default choice among them. */
import type { CanaryTrack } from '../../../ops/canary/canary-track'
import type { ModelRow } from '../../../storage/records'

/** All versions except the champion, newest first. */
export function challengersOf(
  models: readonly ModelRow[],
  model: string,
  champion: number | undefined,
): readonly ModelRow[] {
  return models
    .filter(({ name, version }) => name === model && version !== champion)
    .toSorted((a, b) => b.version - a.version)
}

/**
 * The default challenger: the version with the challenger alias; else the newest version that is neither for practice
 * nor just rolled back; else the newest of all.
 */
export function defaultChallenger(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  if (others.some(({ version }) => version === flagged)) return flagged
  const takenBack = last?.over === 'rolled back' ? last.plan.to : undefined
  const remaining = others.filter(({ version }) => version !== takenBack)
  return (remaining.find(({ practice }) => !practice) ?? remaining[0] ?? others[0])?.version
}

/**
 * The suggested version for the next canary: after a rollback, neither the version that was rolled back nor a practice
 * version, unless it has the challenger alias. Undefined if none is left, so that the user has to choose.
 */
export function suggestedChallenger(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  const usual = defaultChallenger(others, flagged, last)
  if (last?.over !== 'rolled back' || usual === flagged) return usual
  const found = others.find(({ version }) => version === usual)
  return found?.practice || usual === last.plan.to ? undefined : usual
}
