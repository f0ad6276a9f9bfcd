/** @file EventDef: a kind of scenario event, one file each in `events/`: its parameters, from which its form follows, and its effect. */
import type { ParamSpecs, ValuesOf } from '../../catalog/params'
import type { Drift, Fault, LabelConditions, MixShare } from './conditions'
import type { Track } from './scenario'

/** A moment within an event. */
export interface EventMoment {
  /** Since the scenario began. */
  readonly atMs: number
  /** Since the event began. */
  readonly sinceMs: number
  readonly lengthMs: number
}

/** The effect of an event at a moment. */
export interface EventEffect {
  /** Requests per minute, added to those of other events. */
  readonly perMinute?: number
  /** Multiplies the rate of all requests. */
  readonly times?: number
  readonly mix?: MixShare
  readonly drift?: Drift
  readonly fault?: Fault
  readonly labels?: Partial<LabelConditions>
}

export interface EventDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly track: Track
  /** The name that logs store. Logs are hashed over it, so it never changes and is never translated. */
  readonly loggedAs: string
  readonly title: string
  /** What it does, in one sentence. */
  readonly summary: string
  readonly params: P
  /** Text parameters without which it does nothing. */
  readonly requires?: readonly string[]
  /**
   * Events with the same key contradict each other where they overlap; by default all events of a kind have the same
   * key.
   */
  conflictKey?(params: ValuesOf<P>): string
  effect(params: ValuesOf<P>, moment: EventMoment): EventEffect
}

/** Types an event kind by its own parameters. */
export function defineEvent<const P extends ParamSpecs>(
  def: EventDef<P> & { readonly needs?: readonly (keyof P & string)[] },
): EventDef<P> {
  return def
}
