/** @file Conditions: the state of the simulated world at a moment: the combined effect of all active events. */

/** `share` of all requests is drawn from one slice; the others are drawn as usual. */
export interface MixShare {
  /** The name of a slice, or a condition such as `age < 30`. */
  readonly slice: string
  readonly share: number
}

/** Inputs are changed by an operator. */
export interface Drift {
  /** An augmentation, a transform that can be applied in part, or `world`. */
  readonly operator: string
  /** The column it changes, or empty for all; for `world`, the name of its drift. */
  readonly column: string
  /** Above 0, up to 1, in 32nds, so that results computed for one request can be reused for the next. */
  readonly strength: number
  /** At full strength, this many times the default amounts of the operator. */
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
  /** One replica takes this many times longer. */
  | { readonly kind: 'slow'; readonly replica: number; readonly times: number }
  /** This many replicas are down. */
  | { readonly kind: 'crash'; readonly replicas: number }
  /** Starting a replica takes this many more seconds. */
  | { readonly kind: 'start'; readonly seconds: number }
  /** The challenger is one of the bad models. */
  | { readonly kind: 'deploy'; readonly model: BadModel; readonly slice: string }
  /** A column from the feature store has the value it had this many minutes ago. */
  | { readonly kind: 'stale'; readonly column: string; readonly minutes: number }
  /** Clients send other columns in this share of the requests. */
  | { readonly kind: 'schema'; readonly change: SchemaChange; readonly column: string; readonly share: number }
  | { readonly kind: 'missing'; readonly column: string; readonly share: number }

/** When labels arrive, for how many requests, and how many of them are wrong. */
export interface LabelConditions {
  readonly delayMinutes: number
  /** Share of the requests whose label ever comes. */
  readonly coverage: number
  /** Share of the labels that are wrong. */
  readonly noise: number
}

export interface Conditions {
  readonly ratePerMinute: number
  readonly mix: readonly MixShare[]
  readonly drift: readonly Drift[]
  readonly faults: readonly Fault[]
  readonly labels: LabelConditions
}

/** Without label events, every label arrives at once and is correct. */
export const USUAL_LABELS: LabelConditions = { delayMinutes: 0, coverage: 1, noise: 0 }
