/** @file What a step learns by: losses and figures, penalties, and the update of the weights. */
import type { View } from './operands'

export type LearningOp =
  /**
   * The loss of one head over its rows with a known target, its gradient, and its figures. `output` [rows, width].
   * `fused` says that output holds the sums before that activation: the loss bends them itself (into `bent`, [rows,
   * width]) and the gradient is by the sums. Formulas, clipping included, as in training/losses.ts. targets[row of
   * the dataset]: the class, or the number; NaN where missing. The loss is the sum over known rows, each times its
   * class weight, by known (at least 1). Gradients are weight / known * the row's class weight * d(loss of the row).
   * Writes [loss, sum, known] of the head into the ring, and adds each known row's (true, said) into `confusion` [c,
   * c] (u32), c = max(2, width). With several rows a row of the dataset (`perRow`), row r belongs to order[first + r
   * div perRow], its target at that * perRow + r mod perRow.
   */
  | {
      readonly op: 'loss'
      readonly loss: string
      readonly config: Readonly<Record<string, unknown>>
      readonly fused?: 'softmax' | 'sigmoid'
      readonly output: View
      readonly bent?: View
      readonly targets: View
      readonly order: View
      readonly gradient?: View
      readonly classWeights?: View
      /** What each row of the dataset counts, beside its class. */
      readonly rowWeights?: View
      readonly confusion?: View
      readonly classes: boolean
      readonly threshold: number
      readonly form: 'oneHot' | 'sign' | 'plain'
      readonly rows: number
      readonly width: number
      readonly weight: number
      readonly head: number
      readonly heads: number
      readonly figures: View
      /** Rows of `order` that count for one row of the dataset: 1, or for sequences of targets the steps of each. */
      readonly perRow?: number
    }
  /** Adds l1 |w| + l2 w^2, summed, to the step's penalty (`penalty`, one word), and its slope to the gradient. First of a step: `fresh` sets it. */
  | {
      readonly op: 'penalty'
      readonly w: View
      readonly gradient?: View
      readonly size: number
      readonly l1: number
      readonly l2: number
      readonly penalty: View
      readonly fresh: boolean
    }
  /** Ends a step: total loss = sum of weights * head losses + penalty into the ring, and both counters of the state move on. */
  | {
      readonly op: 'finish'
      readonly weights: readonly number[]
      readonly penalty?: View
      readonly figures: View
    }
  /** sum = (fresh ? 0 : sum) + gradients, by this step's constants. */
  | { readonly op: 'addGradients'; readonly gradients: View; readonly sum: View; readonly size: number }
  /** out[i] = sum of squares of segment i; with `total`, out[0] over all of them. */
  | {
      readonly op: 'squares'
      readonly gradients: View
      readonly segments: readonly { readonly offset: number; readonly size: number }[]
      readonly out: View
      readonly total: boolean
    }
  /**
   * Moves every trainable weight by the rule (formulas as in training/optimizers.ts, rule and config as lowered), where this step's
   * `update` says so. Gradients are multiplied by `share`, then clipped: by value to +-limit, by norm per segment, or by the global norm
   * (limit / norm where norm exceeds limit). `average` (moving average of weights): a = a keep + w (1 - keep) after the move, by
   * this step's `keep`.
   */
  | {
      readonly op: 'update'
      readonly rule: string
      readonly config: Readonly<Record<string, unknown>>
      readonly weights: View
      readonly gradients: View
      readonly slots: readonly View[]
      readonly size: number
      readonly clip?:
        | { readonly by: 'value'; readonly limit: number }
        | {
            readonly by: 'norm'
            readonly limit: number
            readonly squares: View
            readonly segments: readonly { readonly offset: number; readonly size: number }[]
          }
        | { readonly by: 'globalNorm'; readonly limit: number; readonly squares: View }
      readonly average?: View
    }
