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
  /** It reads plain scores, not chances: squeezed between 0 and 1 they lose what it measures. */
  readonly scores?: true
  readonly smoothing: boolean
  /** It also measures pictures, each pixel alone: numbers from 0 to 1. */
  readonly pixels?: true
  /** Targets stay as measured instead of standardised: the loss speaks of ratios or counts, which have a true zero. */
  readonly asMeasured?: true
  keras(options: { readonly labelSmoothing: number }): Lowered
}

export function defineLoss(def: LossDef): LossDef {
  return def
}
