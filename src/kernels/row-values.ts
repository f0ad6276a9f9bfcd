/** @file The values of a row in float64, and the functions that the generated losses call. */
import { exp as exp4, log as log4, tanh as tanh4 } from './exact'
import { first } from './simd-lanes'

/** Value `i` of a row. */
// @ts-ignore: decorator
@inline
export function at(row: usize, i: i32): f64 {
  return load<f32>(row + (<usize>i << 2))
}

/** Sets value `i` of a row. */
// @ts-ignore: decorator
@inline
export function put(row: usize, i: i32, value: f64): void {
  store<f32>(row + (<usize>i << 2), <f32>value)
}

/** x limited to the range from `low` to `high`. */
// @ts-ignore: decorator
@inline
export function clip(x: f64, low: f64, high: f64): f64 {
  return min(high, max(low, x))
}

export function exp(x: f64): f64 {
  return first(exp4(f32x4.splat(<f32>x)))
}

/** Natural logarithm. */
export function ln(x: f64): f64 {
  return first(log4(f32x4.splat(<f32>x)))
}

/** log(1 + x). */
export function log1p(x: f64): f64 {
  return ln(1 + x)
}

export function tanh(x: f64): f64 {
  return first(tanh4(f32x4.splat(<f32>x)))
}
