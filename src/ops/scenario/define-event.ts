/**
 * @file Kinds of scenario events: how one is defined, the simulated conditions that it changes, and how its strength
 * changes over time.
 */

import { sinTurn } from '../../base/exact-math'
import { choice, float, type ParamSpecs, type ValuesOf } from '../../catalog/params'
import { scenarioEventsText } from '../../messages/en/operate/scenario'
import { HOUR, type Track } from './scenario'

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

/** Defines an event kind, with types inferred from its parameters; `text` is its entry in the texts. */
export function defineEvent<const P extends ParamSpecs>({
  text: { title, summary },
  ...def
}: Omit<EventDef<P>, 'title' | 'summary'> & { readonly text: Pick<EventDef, 'title' | 'summary'> }): EventDef<P> {
  return { ...def, title, summary }
}

/** `share` of all requests are drawn from one slice; the remaining requests are drawn as usual. */
export interface MixShare {
  /** The name of a slice, or a condition such as `age < 30`. */
  readonly slice: string
  readonly share: number
}

/** A drift: an operator that changes the inputs. */
export interface Drift {
  /** The kind of an augmentation, the kind of a transform that can be applied partially, or `world`. */
  readonly operator: string
  /** The column that the operator changes, or an empty string for all columns; for `world`, the name of the drift. */
  readonly column: string
  /**
   * The strength, above 0 and at most 1, in steps of 1/32, so that results computed for one request can be reused for
   * later ones.
   */
  readonly strength: number
  /** At full strength, the operator's default amounts are multiplied by this factor. */
  readonly amount: number
}

// not text: ids that scenarios store
export const BAD_MODELS = [
  'wrong scaling',
  'permuted classes',
  'slow',
  'NaN in a corner', // not text: an id
  'worse for one slice',
] as const
export type BadModel = (typeof BAD_MODELS)[number]

/** Which version a bad deploy replaces; `automatic` is the challenger if it gets requests, and the champion otherwise. */
export const DEPLOY_TARGETS = ['automatic', 'challenger', 'champion'] as const
export type DeployReplaces = (typeof DEPLOY_TARGETS)[number]

export const SCHEMA_CHANGES = ['renamed', 'dropped', 'as text', 'reordered'] as const
export type SchemaChange = (typeof SCHEMA_CHANGES)[number]

export type Fault =
  /** One replica is slowed down by this factor. */
  | { readonly kind: 'slow'; readonly replica: number; readonly times: number }
  /** This many replicas are down. */
  | { readonly kind: 'crash'; readonly replicas: number }
  /** Starting a replica takes this many additional seconds. */
  | { readonly kind: 'start'; readonly seconds: number }
  /** One of the bad models is deployed as a new build of the challenger or of the champion. */
  | { readonly kind: 'deploy'; readonly model: BadModel; readonly slice: string; readonly target: DeployReplaces }
  /** A column from the feature store has the value it had this many minutes ago. */
  | { readonly kind: 'stale'; readonly column: string; readonly minutes: number }
  /** In this share of requests, clients send different columns. */
  | { readonly kind: 'schema'; readonly change: SchemaChange; readonly column: string; readonly share: number }
  | { readonly kind: 'missing'; readonly column: string; readonly share: number }

/** When labels arrive, what share of requests they cover, and what share of them is wrong. */
export interface LabelConditions {
  readonly delayMinutes: number
  /** The share of requests that ever get a label. */
  readonly coverage: number
  /** The share of labels that are wrong. */
  readonly noise: number
}

export interface Conditions {
  readonly ratePerMinute: number
  readonly mix: readonly MixShare[]
  readonly drift: readonly Drift[]
  readonly faults: readonly Fault[]
  readonly labels: LabelConditions
}

/** Without label events, every request immediately gets a correct label. */
export const USUAL_LABELS: LabelConditions = { delayMinutes: 0, coverage: 1, noise: 0 }

const text = scenarioEventsText.curve

export const curveParams = {
  curve: choice({ ...text.curve, options: ['step', 'ramp', 'sine', 'pulse'], default: 'step' }),
  rise: float({ ...text.rise, min: 0, max: 1, step: 0.05, default: 1 }),
  period: float({ ...text.period, min: 0.1, max: 8784, step: 1, default: 24 }),
  on: float({ ...text.on, min: 0, max: 1, step: 0.05, default: 0.5 }),
} as const

/**
 * The strength of an event at a given moment, from 0 to 1, according to its curve. A sine curve starts at 0 and reaches
 * 1 in the middle of each period.
 */
export function levelAt({ curve, rise, period, on }: ValuesOf<typeof curveParams>, moment: EventMoment): number {
  const turns = moment.sinceMs / (period * HOUR)
  const turn = turns - Math.floor(turns)
  switch (curve) {
    case 'step':
      return 1
    case 'ramp':
      return rise === 0 ? 1 : Math.min(1, moment.sinceMs / (moment.lengthMs * rise))
    case 'sine': {
      // Uses the identity (1 - cos 2πt) / 2 = sin² πt.
      const half = sinTurn(turn / 2)
      return half * half
    }
    case 'pulse':
      return turn < on ? 1 : 0
    default:
      return curve satisfies never
  }
}

/** Rounds a strength to a multiple of 1/32. */
export function in32nds(strength: number): number {
  return Math.round(strength * 32) / 32
}
