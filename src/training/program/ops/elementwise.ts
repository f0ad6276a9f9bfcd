/** @file Element-wise and row-wise ops: gathering rows, activations, merges, masks and moves. */
import type { Accumulates, Activation, View } from './operands'

export type NumberOp =
  /**
   * out[i, :] = source[order[first + i], :], where `first` is one of this step's constants. If `table` is set, the
   * source contains bytes, four per word, and each byte is mapped to table[byte].
   */
  | {
      readonly op: 'gatherRows'
      readonly source: View
      readonly table?: View
      readonly order: View
      readonly out: View
      readonly rows: number
      readonly width: number
    }
  | { readonly op: 'fill'; readonly out: View; readonly size: number; readonly value: number }
  | {
      readonly op: 'activate'
      readonly x: View
      readonly out: View
      readonly size: number
      readonly activation: Activation
    }
  /** out = dy * derivative at x, where y is the activation's result. `out` may be `dy`. */
  | ({
      readonly op: 'activateGrad'
      readonly dy: View
      readonly x: View
      readonly y: View
      readonly out: View
      readonly size: number
      readonly activation: Activation
    } & Accumulates)
  /**
   * Softmax of each row, or its logarithm. With `causal`, columns of row r beyond r mod width are excluded and become
   * 0.
   */
  | {
      readonly op: 'softmax'
      readonly x: View
      readonly out: View
      readonly rows: number
      readonly width: number
      readonly log?: boolean
      readonly causal?: boolean
    }
  /**
   * The gradient of softmax from its result y: y (dy - sum(dy y)); for log softmax: dy - exp(y) sum(dy). `out` may be
   * `dy`.
   */
  | ({
      readonly op: 'softmaxGrad'
      readonly dy: View
      readonly y: View
      readonly out: View
      readonly rows: number
      readonly width: number
      readonly log?: boolean
    } & Accumulates)
  /** out = scale * (a how b), where `how` is the operator. */
  | {
      readonly op: 'combine'
      readonly how: 'add' | 'multiply' | 'maximum' | 'minimum'
      readonly a: View
      readonly b: View
      readonly out: View
      readonly size: number
      readonly scale?: number
    }
  /**
   * The gradient of `combine` with respect to its operand `of`. If both operands are equal, maximum and minimum pass
   * the gradient to operand a.
   */
  | ({
      readonly op: 'combineGrad'
      readonly how: 'multiply' | 'maximum' | 'minimum'
      readonly of: 'a' | 'b'
      readonly a: View
      readonly b: View
      readonly dy: View
      readonly out: View
      readonly size: number
    } & Accumulates)
  /**
   * out = x * mask, where the mask is the one that `fillMask` in base/rng generates for (seed, place, step); the
   * forward and the backward pass use the same op. `out` may be `x`.
   */
  | ({
      readonly op: 'dropout'
      readonly x: View
      readonly out: View
      readonly size: number
      readonly rate: number
      readonly seed: number
      readonly place: number
    } & Accumulates)
  /**
   * Strided copies, moves, repeats and sums: for every index i within `sizes` (up to 5 axes), out[i . to] = scale * sum
   * over j within `sum` (up to 2 axes) of x[i . from + j . along]. No two indices i write the same word of out.
   */
  | ({
      readonly op: 'strided'
      readonly x: View
      readonly out: View
      readonly sizes: readonly number[]
      readonly from: readonly number[]
      readonly to: readonly number[]
      readonly sum?: readonly number[]
      readonly along?: readonly number[]
      readonly scale?: number
    } & Accumulates)
