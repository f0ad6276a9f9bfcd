/** @file defaultSlos: the objectives of a new service, which apply until the user changes them. */
import type { Slo } from './slo'

/**
 * Three objectives, or two for a regression service, whose predictions cannot simply be classified as right or wrong.
 */
export function defaultSlos(classes: boolean): readonly Slo[] {
  const all: readonly Slo[] = [
    { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
    { id: 'availability', kind: 'availability', targetPercent: 99.9, overDays: 30 },
    { id: 'accuracy', kind: 'accuracy', targetPercent: 90, overDays: 7 },
  ]
  return all.filter(({ kind }) => classes || kind !== 'accuracy')
}
