/** @file Conditions: how the world is at a moment of a score: what every note that sounds comes to. */

/** Of all requests `share` is drawn from the rows of a slice alone; the rest comes as usual. */
export interface MixShare {
  /** The name of a slice, or a condition as people write it. */
  readonly slice: string
  readonly share: number
}

/** Inputs are changed by an operator. */
export interface Drift {
  /** An augmentation, a step that can be done in part, or `world`. */
  readonly operator: string
  /** The column it changes, or all; of `world` the name of its drift. */
  readonly column: string
  /** 0 to 1, in 32nds, so that what was computed for one request serves the next. Never 0. */
  readonly strength: number
  /** At full strength, so many times the operator's usual amounts. */
  readonly amount: number
}

export const BAD_MODELS = [
  'wrong scaling',
  'permuted classes',
  'slow',
  'NaN in a corner',
  'worse for one slice',
] as const
export type BadModel = (typeof BAD_MODELS)[number]

export const SCHEMA_CHANGES = ['renamed', 'dropped', 'as text', 'reordered'] as const
export type SchemaChange = (typeof SCHEMA_CHANGES)[number]

export type Fault =
  /** One replica takes so many times as long. */
  | { readonly kind: 'slow'; readonly replica: number; readonly times: number }
  /** So many replicas are gone. */
  | { readonly kind: 'crash'; readonly replicas: number }
  /** A replica takes so many seconds more to be started. */
  | { readonly kind: 'start'; readonly seconds: number }
  /** The challenger is one of the bad models. */
  | { readonly kind: 'deploy'; readonly model: BadModel; readonly slice: string }
  /** A column from the store of features is as it was so long ago. */
  | { readonly kind: 'stale'; readonly column: string; readonly minutes: number }
  /** Who calls has changed what it sends, in this share of the requests. */
  | { readonly kind: 'schema'; readonly change: SchemaChange; readonly column: string; readonly share: number }
  | { readonly kind: 'missing'; readonly column: string; readonly share: number }

/** When and how the truth of a request is told. */
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

/** Without a note, each label comes at once and is right. */
export const USUAL_LABELS: LabelConditions = { delayMinutes: 0, coverage: 1, noise: 0 }
