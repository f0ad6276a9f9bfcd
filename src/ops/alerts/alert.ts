/**
 * @file Alert: a burn rule of an objective that fired, with its numbers, what bad requests have in common and which metrics changed; or a
 * feature that drifts, with the size and the significance of the drift.
 */
import type { FeatureVerdict } from '../drift/window-drift'
import { MINUTE_MS } from '../log/time-segments'
import type { Change } from '../log-entry'
import { deploy } from '../scenario/events/deploy'
import type { SloKind } from '../slo-limits'
import type { Firing } from '../slo-burn'
import type { Trait } from './traits'
import type { Shift } from './metric-shifts'

/** A change of the service: aliases, traffic shares, the service diagram; of scenario events, only a deploy counts. */
export interface ServiceChange {
  readonly at: number
  readonly what: Extract<Change['what'], { type: 'alias' | 'share' | 'service' | 'note' }>
}

export type Alert = BurnAlert | DriftAlert

export interface BurnAlert extends Firing, ActivePeriod {
  /** Made of the objective, the rule, and the minute in which it began. */
  readonly id: string
  readonly kind: SloKind
  readonly traits: readonly Trait[]
  readonly shifts: readonly Shift[]
}

/** A feature that drifted in more windows than chance explains. It is a ticket and never pages. */
export interface DriftAlert extends ActivePeriod {
  readonly id: string
  readonly kind: 'drift'
  readonly severity: 'ticket'
  readonly fromMinute: number
  /** The minute in which the first window without persistent drift ended; absent while it persists. */
  readonly toMinute?: number
  /** The window in which the drift became persistent, and its number of requests. */
  readonly window: number
  readonly n: number
  /** The drift in that window. */
  readonly feature: FeatureVerdict
}

/** When an alert was active, and the changes before it. */
interface ActivePeriod {
  /**
   * The period in which the error budget burned, by the 15 minutes before each minute: long windows fire for hours after it. For drift, it
   * starts with the first of the windows that made it persistent.
   */
  readonly hotFrom: number
  readonly hotMinute: number
  /** Changes of the service in the hours before, the latest first. */
  readonly moves: readonly ServiceChange[]
}

/** After a longer pause than this, alerts belong to another incident. */
export const GAP_MINUTES = 30

/** Changes up to this many minutes before an alert may have caused it. */
export const SUSPECT_MINUTES = 180

/** Changes that may have caused an alert that begins at a minute, the latest first. */
export function changesBefore(moves: readonly ServiceChange[], minute: number): readonly ServiceChange[] {
  const since = (minute + 1 - SUSPECT_MINUTES) * MINUTE_MS
  return moves.filter(({ at }) => at >= since).reverse()
}

/** The change as a possible cause of alerts; undefined if it cannot be one. */
export function suspectChange({ at, what }: Change): ServiceChange | undefined {
  if (what.type === 'note') return what.on && what.title === deploy.loggedAs ? { at, what } : undefined
  return what.type === 'canary' ? undefined : { at, what }
}

/** Whether an alias or a traffic share was moved: whoever does that is watching the service. */
export function isRollout({ what }: ServiceChange): boolean {
  return what.type === 'alias' || what.type === 'share'
}
