/** @file LossDef: one record a loss. `training/` has the builder of each class name, contract-tested against this list. */
import type { Lowered } from './lowered'

/** What a loss measures its outputs against. */
export type LossTargets = 'classes' | 'binary' | 'number'

export interface LossDef {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly targets: LossTargets
  /** The activation the last layer should have, where the loss asks for one. */
  readonly activation?: 'softmax' | 'sigmoid' | 'tanh' | 'softplus'
  readonly smoothing: boolean
  /** Targets stay as measured instead of standardised: the loss speaks of ratios or counts, which have a true zero. */
  readonly asMeasured?: true
  keras(options: { readonly labelSmoothing: number }): Lowered
}

export function defineLoss(def: LossDef): LossDef {
  return def
}
