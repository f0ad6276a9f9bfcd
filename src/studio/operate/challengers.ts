/** @file Challengers: the versions that can be tried against a champion, and which one is meant where nobody says. */
import type { CanaryTrack } from '../../ops/reducers/canary'
import type { ModelRow } from '../../storage/records'

/** All versions but the champion, the newest first. */
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
 * The challenger there is; else the newest that is not bad on purpose and was not just taken back; else the newest of those that are left.
 */
export function usualChallenger(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  if (others.some(({ version }) => version === flagged)) return flagged
  const takenBack = last?.over === 'rolled back' ? last.plan.to : undefined
  const standing = others.filter(({ version }) => version !== takenBack)
  return (standing.find(({ practice }) => !practice) ?? standing[0] ?? others[0])?.version
}

/**
 * Which one is offered to be tried next: the usual one; after one was taken back never the same again, nor one that is bad on purpose, unless
 * its flag says so: undefined where there is no other, so that a person chooses.
 */
export function triedNext(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  const usual = usualChallenger(others, flagged, last)
  if (last?.over !== 'rolled back' || usual === flagged) return usual
  const found = others.find(({ version }) => version === usual)
  return found?.practice || usual === last.plan.to ? undefined : usual
}
