/** @file Norms, by feature over a batch and by row over its features. */
import type { Accumulates, View } from './operands'

export type NormOp =
  /**
   * By feature over rows [rows, features]: out = gamma (x - mean) inverse + beta; mean and inverse (1 / sqrt(variance + epsilon)) are
   * kept for the way back; moving = moving - (moving - batch's) * (1 - momentum), the variance as it is, as tf.js-layers has it.
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
  /** At prediction: by the moving mean and variance. */
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
  /** Accumulates into `out` alone, where asked; gamma's and beta's gradients are set, and absent where frozen; so is `out` where nobody asks. */
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
  /** By row over its features; gamma and beta by feature, absent for 1 and 0. */
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
