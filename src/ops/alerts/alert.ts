/**
 * @file Alert: one time that somebody is to be told, with what it saw: a rule of an objective that fired, its numbers, what bad requests had
 * in common and what was not as before; or a feature that drifts, how far and how surely.
 */
import type { FeatureVerdict } from '../drift/window-drift'
import { MINUTE_MS } from '../log/in-order'
import type { Change } from '../record'
import { deploy } from '../scenario/events/deploy'
import type { SloKind } from '../slo-bounds'
import type { Firing } from '../slo-burn'
import type { Trait } from './traits'
import type { Shift } from './vitals'

/** Something that was done to the service: flags, shares, the drawing, by a person or a rule; and a deploy, which is all of a score that is. */
export interface Move {
  readonly at: number
  readonly what: Extract<Change['what'], { type: 'alias' | 'share' | 'service' | 'note' }>
}

export type Alert = BurnAlert | DriftAlert

export interface BurnAlert extends Firing, Stretch {
  /** Of the objective and the rule, and the minute in which it began. */
  readonly id: string
  readonly kind: SloKind
  readonly traits: readonly Trait[]
  readonly shifts: readonly Shift[]
}

/** A feature that has drifted in so many windows that it is no chance. Who works with the data is told, and nobody is woken up. */
export interface DriftAlert extends Stretch {
  readonly id: string
  readonly kind: 'drift'
  readonly severity: 'ticket'
  readonly fromMinute: number
  /** The minute in which the first window ended that it did not persist in; absent while it does. */
  readonly toMinute?: number
  /** The last window that made it sure, of so many requests. */
  readonly window: number
  readonly n: number
  /** In that window. */
  readonly feature: FeatureVerdict
}

/** When it went on, and what was done before. */
interface Stretch {
  /**
   * The stretch in which the budget did burn, by what the quarter of an hour up to each minute brought: long windows hold on for hours
   * after it, and may see another. Of drift: from the first window of those that made it sure.
   */
  readonly hotFrom: number
  readonly hotMinute: number
  /** What was done to the service in the hours before, the latest first. */
  readonly moves: readonly Move[]
}

/** A budget that rests for longer burns anew: what comes then is another incident. */
export const GAP_MINUTES = 30

/** Moves up to so many minutes before an alert may have to do with it. */
export const SUSPECT_MINUTES = 180

/** Moves that an alert which begins at a minute may have to do with, the latest first. */
export function movesBefore(moves: readonly Move[], minute: number): readonly Move[] {
  const since = (minute + 1 - SUSPECT_MINUTES) * MINUTE_MS
  return moves.filter(({ at }) => at >= since).reverse()
}

/** What of a change is a move; undefined where it is none. */
export function moveOf({ at, what }: Change): Move | undefined {
  if (what.type === 'note') return what.on && what.title === deploy.loggedAs ? { at, what } : undefined
  return what.type === 'canary' ? undefined : { at, what }
}

/** Whether a flag or a share was moved: who does that watches it. */
export function isRollout({ what }: Move): boolean {
  return what.type === 'alias' || what.type === 'share'
}
