/**
 * @file Lowered stages: what each class of stage of a service is told, as plain JSON. Of a service's drawing, whatever runs it knows
 * these alone.
 */

/** What each class of stage is told. Shares are percentages, thresholds are probabilities. */
export interface StageConfigs {
  /** Where the score's requests come from: rows that no training saw, or the world the set is a stretch of. */
  readonly Source: { readonly from: 'held-out' | 'world' }
  readonly Validate: {
    readonly range: 'refuse' | 'clip' | 'pass'
    readonly unseen: 'refuse' | 'missing'
    readonly missing: 'refuse' | 'pass'
  }
  /** `stored` names columns that come from a store of features instead of with the request, and so can be stale. */
  readonly Features: { readonly stored: readonly string[] }
  readonly Cache: { readonly entries: number; readonly minutes: number }
  readonly RateLimit: { readonly perSecond: number; readonly burst: number }
  readonly Split: { readonly champion: number; readonly challenger: number }
  readonly Shadow: { readonly share: number }
  readonly Model: {
    readonly model: string
    readonly alias: Alias
    readonly replicas: number
    /** Virtual minutes without a request after which a replica is let go; 0 keeps it. */
    readonly idle: number
    readonly batch: number
    readonly waitMs: number
    readonly queue: number
  }
  /** Answers less sure than this go on to the next model. */
  readonly Router: { readonly below: number }
  readonly Ensemble: { readonly how: 'mean' | 'vote' }
  readonly Calibrate: { readonly temperature: number }
  readonly Abstain: { readonly below: number }
  readonly Fallback: { readonly answer: 'usual' | 'previous'; readonly for: 'failures' | 'failures and abstentions' }
  readonly Log: { readonly inputs: number }
}
export type StageClass = keyof StageConfigs

export const ALIASES = ['champion', 'challenger', 'shadow'] as const
/** A name that stands for a version of a model, and is moved from one to another. */
export type Alias = (typeof ALIASES)[number]
/** Where a log has an alias by its place: of a version that was asked by its own number. */
export const NO_ALIAS = 0xff

/** A class with its config: what a stage lowers to. */
export type StageLowered = {
  readonly [C in StageClass]: { readonly class_name: C; readonly config: StageConfigs[C] }
}[StageClass]
