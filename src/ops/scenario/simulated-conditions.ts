/**
 * @file Conditions: the state of the simulated world at a given time, which is the combined effect of all active
 * events.
 */

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

export const SCHEMA_CHANGES = ['renamed', 'dropped', 'as text', 'reordered'] as const
export type SchemaChange = (typeof SCHEMA_CHANGES)[number]

export type Fault =
  /** One replica is slowed down by this factor. */
  | { readonly kind: 'slow'; readonly replica: number; readonly times: number }
  /** This many replicas are down. */
  | { readonly kind: 'crash'; readonly replicas: number }
  /** Starting a replica takes this many additional seconds. */
  | { readonly kind: 'start'; readonly seconds: number }
  /** One of the bad models is deployed as the challenger. */
  | { readonly kind: 'deploy'; readonly model: BadModel; readonly slice: string }
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
