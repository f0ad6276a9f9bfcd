/**
 * @file Norms: batch norm normalizes each feature over the rows, and layer norm normalizes each row over its features.
 */
import type { Accumulates, View } from './operands'

export type NormOp =
  /**
   * Batch norm, per feature over rows [rows, features]: out = gamma (x - mean) inverse + beta. mean and inverse (1 /
   * sqrt(variance + epsilon)) are stored for the backward pass. moving = moving - (moving - batch's) * (1 - momentum),
   * with the biased variance, as in tfjs-layers.
   */
  | {
      readonly op: 'batchNorm'
      readonly x: View
      readonly gamma: View
      readonly beta: View
      readonly movingMean: View
      readonly movingVariance: View
      readonly out: View
      readonly mean: View
      readonly inverse: View
      readonly rows: number
      readonly features: number
      readonly momentum: number
      readonly epsilon: number
    }
  /** Batch norm during inference: normalizes with the moving mean and variance. */
  | {
      readonly op: 'normalize'
      readonly x: View
      readonly gamma: View
      readonly beta: View
      readonly movingMean: View
      readonly movingVariance: View
      readonly out: View
      readonly rows: number
      readonly features: number
      readonly epsilon: number
    }
  /**
   * Only `out` can accumulate; the gradients of gamma and beta are overwritten. Outputs that are not needed are
   * undefined.
   */
  | ({
      readonly op: 'batchNormGrad'
      readonly x: View
      readonly dy: View
      readonly gamma: View
      readonly mean: View
      readonly inverse: View
      readonly out?: View
      readonly gammaGrad?: View
      readonly betaGrad?: View
      readonly rows: number
      readonly features: number
    } & Accumulates)
  /** Layer norm, per row over its features; gamma and beta are per feature and default to 1 and 0. */
  | {
      readonly op: 'layerNorm'
      readonly x: View
      readonly gamma?: View
      readonly beta?: View
      readonly out: View
      readonly mean: View
      readonly inverse: View
      readonly rows: number
      readonly features: number
      readonly epsilon: number
    }
  | ({
      readonly op: 'layerNormGrad'
      readonly x: View
      readonly dy: View
      readonly gamma?: View
      readonly mean: View
      readonly inverse: View
      readonly out?: View
      readonly gammaGrad?: View
      readonly betaGrad?: View
      readonly rows: number
      readonly features: number
    } & Accumulates)
