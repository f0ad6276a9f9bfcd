/**
 * @file Lowered stages: the class name and settings of each stage of a service as plain JSON, which is all that the
 * runtime reads.
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
    /** Simulated minutes without a request after which a replica stops; 0 means that it never stops. */
    readonly idle: number
    readonly batch: number
    readonly waitMs: number
    readonly queue: number
  }
  /** Requests whose prediction has a confidence below `below` go to the next model. */
  readonly Router: { readonly below: number }
  readonly Ensemble: { readonly how: 'mean' | 'vote' }
  readonly Calibrate: { readonly temperature: number }
  readonly Abstain: { readonly below: number }
  readonly Fallback: { readonly answer: 'usual' | 'previous'; readonly for: 'failures' | 'failures and abstentions' }
  readonly Log: { readonly inputs: number }
}
export type StageClass = keyof StageConfigs

export const ALIASES = ['champion', 'challenger', 'shadow'] as const
/** A name that points to a version of a model and can be moved to another version. */
export type Alias = (typeof ALIASES)[number]
/** The alias index stored in a log for requests that specified a version number instead of an alias. */
export const NO_ALIAS = 0xff

/** A stage class with its config. */
export type StageLowered = {
  readonly [C in StageClass]: { readonly class_name: C; readonly config: StageConfigs[C] }
}[StageClass]
