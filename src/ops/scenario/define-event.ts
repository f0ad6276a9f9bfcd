/**
 * @file EventDef: defines a kind of scenario event by its parameters, from which its form is generated, and its effect.
 * Each kind has its own file in `events/`.
 */
import type { ParamSpecs, ValuesOf } from '../../catalog/params'
import type { Drift, Fault, LabelConditions, MixShare } from './simulated-conditions'
import type { Track } from './scenario'

/** A point in time during an event. */
export interface EventMoment {
  /** Milliseconds since the scenario began. */
  readonly atMs: number
  /** Milliseconds since the event began. */
  readonly sinceMs: number
  readonly lengthMs: number
}

/** The effect of an event at a given moment. */
export interface EventEffect {
  /** Requests per minute; the rates of multiple events are added together. */
  readonly perMinute?: number
  /** The factor by which the total request rate is multiplied. */
  readonly times?: number
  readonly mix?: MixShare
  readonly drift?: Drift
  readonly fault?: Fault
  readonly labels?: Partial<LabelConditions>
}

export interface EventDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly track: Track
  /**
   * The name under which logs store this kind. It must never change or be translated, because log hashes include it.
   */
  readonly loggedAs: string
  readonly title: string
  /** What the event does, in one sentence. */
  readonly summary: string
  readonly params: P
  /** Text parameters that must not be empty for the event to have an effect. */
  readonly requires?: readonly string[]
  /**
   * Overlapping events of a kind that have the same key contradict each other; by default, all events of a kind have
   * the same key.
   */
  conflictKey?(params: ValuesOf<P>): string
  effect(params: ValuesOf<P>, moment: EventMoment): EventEffect
}

/** Defines an event kind, with types inferred from its parameters. */
export function defineEvent<const P extends ParamSpecs>(
  def: EventDef<P> & { readonly needs?: readonly (keyof P & string)[] },
): EventDef<P> {
  return def
}
