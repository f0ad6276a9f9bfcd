/**
 * @file Lowered stages: the class name and settings of each stage of a service as plain JSON, which is all that the
 * runtime reads of it.
 */

/** The settings of each stage class. Shares are percentages, thresholds are probabilities. */
export interface StageConfigs {
  /** Where the requests of a scenario come from: held-out examples, or the simulated stream of the dataset. */
  readonly Source: { readonly from: 'held-out' | 'world' }
  readonly Validate: {
    readonly range: 'refuse' | 'clip' | 'pass'
    readonly unseen: 'refuse' | 'missing'
    readonly missing: 'refuse' | 'pass'
  }
  /** `stored` names the columns that come from a feature store instead of the request, so they can be stale. */
  readonly Features: { readonly stored: readonly string[] }
  readonly Cache: { readonly entries: number; readonly minutes: number }
  readonly RateLimit: { readonly perSecond: number; readonly burst: number }
  readonly Split: { readonly champion: number; readonly challenger: number }
  readonly Shadow: { readonly share: number }
  readonly Model: {
    readonly model: string
    readonly alias: Alias
    readonly replicas: number
    /** Simulated minutes without a request after which a replica stops; 0 keeps it. */
    readonly idle: number
    readonly batch: number
    readonly waitMs: number
    readonly queue: number
  }
  /** Requests whose prediction is less confident than this go to the next model. */
  readonly Router: { readonly below: number }
  readonly Ensemble: { readonly how: 'mean' | 'vote' }
  readonly Calibrate: { readonly temperature: number }
  readonly Abstain: { readonly below: number }
  readonly Fallback: { readonly answer: 'usual' | 'previous'; readonly for: 'failures' | 'failures and abstentions' }
  readonly Log: { readonly inputs: number }
}
export type StageClass = keyof StageConfigs

export const ALIASES = ['champion', 'challenger', 'shadow'] as const
/** A name that points to a version of a model and can be moved to another. */
export type Alias = (typeof ALIASES)[number]
/** The alias index that a log stores for a request that named a version by its number. */
export const NO_ALIAS = 0xff

/** A stage class with its config. */
export type StageLowered = {
  readonly [C in StageClass]: { readonly class_name: C; readonly config: StageConfigs[C] }
}[StageClass]
