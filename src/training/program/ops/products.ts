/** @file Products and sums of matrices. */
import type { Accumulates, Activation, Gate, Matrix, View } from './operands'

export type ProductOp =
  /**
   * out = derivative(gate) * act((accumulate ? out : 0) + scale * A B + bias), [m, n], summed over k. A is stored as
   * [m, k], or [k, m] with transposeA; B as [k, n], or [n, k] with transposeB. `batches` repeats the product: repeat i
   * of outer * inner starts (i div inner) * outerStride + (i mod inner) * innerStride words further, with separate
   * strides for a, b and out.
   */
  | ({
      readonly op: 'product'
      readonly a: Matrix
      readonly b: Matrix
      readonly out: Matrix
      readonly m: number
      readonly k: number
      readonly n: number
      readonly transposeA?: boolean
      readonly transposeB?: boolean
      readonly scale?: number
      readonly bias?: View
      readonly activation?: Activation
      readonly gate?: Gate
      readonly batches?: {
        readonly outer: number
        readonly inner: number
        readonly a: readonly [number, number]
        readonly b: readonly [number, number]
        readonly out: readonly [number, number]
      }
    } & Accumulates)
  /** out[n] = sum over m of x[m, n]. */
  | ({
      readonly op: 'columnSum'
      readonly x: Matrix
      readonly out: View
      readonly m: number
      readonly n: number
    } & Accumulates)
