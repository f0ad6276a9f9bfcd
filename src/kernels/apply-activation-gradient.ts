/** @file Gate: multiplies gradients by the derivative of an activation, from its results. */
import { ActivationCode, derivativeFromResult } from './build/activations'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

/** Multiplies `size` gradients at `out` by the derivatives at the results at `gate`. */
export function gateAll(out: usize, gate: usize, size: i32, activation: i32, alpha: f32): void {
  let i = 0
  if (activation == ActivationCode.relu) {
    for (; i + 4 <= size; i += 4) {
      const at = (<usize>i) << 2
      const open = v128.and(f32x4.splat(1), f32x4.gt(v128.load(gate + at), f32x4.splat(0)))
      v128.store(out + at, f32x4.mul(v128.load(out + at), open))
    }
  }
  for (; i < size; i += 4) {
    const at = (<usize>i) << 2
    const derivative = derivativeFromResult(activation, alpha, loadUpTo4(gate + at, size - i))
    storeUpTo4(out + at, f32x4.mul(loadUpTo4(out + at, size - i), derivative), size - i)
  }
}
