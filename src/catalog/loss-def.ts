/**
 * @file LossDef: the definition of a loss. `training/losses.ts` implements each class name; a test checks that none is
 * missing.
 */
import type { Lowered } from './keras-json'

/** The kind of targets that a loss compares outputs with. */
export type LossTargets = 'classes' | 'binary' | 'number'

export interface LossDef {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly targets: LossTargets
  /** The activation that the last layer should have, if the loss needs one. */
  readonly activation?: 'softmax' | 'sigmoid' | 'tanh' | 'softplus'
  /** The loss takes raw scores, not probabilities, because it compares scores by a margin. */
  readonly scores?: true
  readonly smoothing: boolean
  /** The loss also works on images, pixel by pixel, with values from 0 to 1. */
  readonly pixels?: true
  /** Targets are not standardized, because the loss measures ratios or counts, which have a true zero. */
  readonly asMeasured?: true
  keras(options: { readonly labelSmoothing: number }): Lowered
}

export function defineLoss(def: LossDef): LossDef {
  return def
}
