/** @file Combine: combines two tensors element by element, and the backward pass. */
import { HowCode } from '../training/cpu/records/codes'
import { Combine, CombineGrad } from './build/records'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { float, int, address } from './read-record'

export function combine(record: usize): void {
  const how = int(record, Combine.how)
  const a = address(record, Combine.a)
  const b = address(record, Combine.b)
  const out = address(record, Combine.out)
  const size = int(record, Combine.size)
  const scale = f32x4.splat(float(record, Combine.scale))
  for (let i = 0; i < size; i += 4) {
    const at = <usize>i << 2
    const left = size - i
    const merged = merge(how, loadUpTo4(a + at, left), loadUpTo4(b + at, left))
    storeUpTo4(out + at, f32x4.mul(merged, scale), left)
  }
}

export function combineGrad(record: usize): void {
  const how = int(record, CombineGrad.how)
  const ofB = int(record, CombineGrad.ofB) != 0
  const a = address(record, CombineGrad.a)
  const b = address(record, CombineGrad.b)
  const dy = address(record, CombineGrad.dy)
  const out = address(record, CombineGrad.out)
  const size = int(record, CombineGrad.size)
  const accumulate = int(record, CombineGrad.accumulate) != 0
  for (let i = 0; i < size; i += 4) {
    const at = <usize>i << 2
    const left = size - i
    const share = shareOf(how, ofB, loadUpTo4(a + at, left), loadUpTo4(b + at, left))
    let gradient = f32x4.mul(loadUpTo4(dy + at, left), share)
    if (accumulate) gradient = f32x4.add(loadUpTo4(out + at, left), gradient)
    storeUpTo4(out + at, gradient, left)
  }
}

// @ts-ignore: decorator
@inline
function merge(how: i32, a: v128, b: v128): v128 {
  switch (how) {
    case HowCode.add:
      return f32x4.add(a, b)
    case HowCode.multiply:
      return f32x4.mul(a, b)
    case HowCode.maximum:
      return f32x4.max(a, b)
    default:
      return f32x4.min(a, b)
  }
}

/** The factor of an operand's gradient; if both operands are equal, all goes to a. */
// @ts-ignore: decorator
@inline
function shareOf(how: i32, ofB: bool, a: v128, b: v128): v128 {
  if (how == HowCode.multiply) return ofB ? a : b
  const toA = how == HowCode.maximum ? f32x4.ge(a, b) : f32x4.le(a, b)
  return v128.and(f32x4.splat(1), ofB ? v128.not(toA) : toA)
}
