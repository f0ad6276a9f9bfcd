/** @file Ops for learning: losses and metrics, penalties, and the weight update. */
import type { View } from './operands'

export type LearningOp =
  /**
   * The loss of one head over its rows with a known target, its gradient, and its metrics. `output` is [rows, width].
   * If `fused` is set, `output` is the pre-activation: the loss applies that activation (writing [rows, width] to
   * `activated`), and the gradient is that of the pre-activation. Formulas, including clipping, are those of
   * `formulas/losses/`. targets[row of the dataset] is the class or the number, or NaN if missing. The loss is the sum
   * over the rows with a known target, each multiplied by its class weight, divided by the number of these rows,
   * `known` (at least 1). The gradient of a row is weight / known * its class weight * d(loss of the row). Writes
   * [loss, sum, known] of the head to the metrics ring, and counts each known row's (label, prediction) pair in
   * `confusion` [c, c] (u32), c = max(2, width). If each row of the dataset has several op rows (`perRow`), op row r
   * belongs to order[first + r div perRow], and its target is at that row number * perRow + r mod perRow.
   */
  | {
      readonly op: 'loss'
      readonly loss: string
      readonly config: Readonly<Record<string, unknown>>
      readonly fused?: 'softmax' | 'sigmoid'
      readonly output: View
      readonly activated?: View
      readonly targets: View
      readonly order: View
      readonly gradient?: View
      readonly classWeights?: View
      /** A weight for each row of the dataset, which is multiplied by the row's class weight. */
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
      /** Number of op rows per row of the dataset: 1, or the number of steps if targets are sequences. */
      readonly perRow?: number
    }
  /**
   * Adds the sum of l1 |w| + l2 w^2 to the step's penalty (`penalty`, one word), and its derivative to the gradient.
   * The first penalty op of a step (`fresh`) overwrites the word instead of adding to it.
   */
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
  /**
   * Ends a step: writes total loss = sum of weights * head losses + penalty to the metrics ring, and advances both
   * counters of the state.
   */
  | {
      readonly op: 'finish'
      readonly weights: readonly number[]
      readonly penalty?: View
      readonly figures: View
    }
  /** sum = (fresh ? 0 : sum) + gradients, where `fresh` is in this step's constants. */
  | { readonly op: 'addGradients'; readonly gradients: View; readonly sum: View; readonly size: number }
  /** out[i] = sum of squares of segment i; if `total` is set, out[0] is the sum over all segments. */
  | {
      readonly op: 'squares'
      readonly gradients: View
      readonly segments: readonly { readonly offset: number; readonly size: number }[]
      readonly out: View
      readonly total: boolean
    }
  /**
   * Updates every trainable weight with the rule if this step's `update` is 1 (formulas as in
   * `formulas/optimizers/`; rule and config as lowered). Gradients are multiplied by `share`, then clipped: by
   * value to ±limit, by the norm of each segment, or by the global norm (times limit / norm if the norm exceeds the
   * limit). `average` is the moving average of the weights: a = a keep + w (1 - keep) after the update, with this
   * step's `keep`.
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
