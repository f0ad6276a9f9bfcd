/** @file Ops on single elements: fills, activations and their gradients, combinations of two tensors, and dropout. */

import { HowCode, StepWord } from '../training/cpu/records/codes'
import { ActivationCode, applyActivation, derivative, derivativeFromResult } from './build/activations'
import { Activate, ActivateGrad, Combine, CombineGrad, Dropout, Fill } from './build/records'
import { address, float, int, stepAt } from './read-record'
import { loadSome, loadUpTo4, storeSome, storeUpTo4 } from './simd-lanes'

/** Applies an activation to every number. */
export function activate(record: usize): void {
  const activation = int(record, Activate.activation)
  const alpha = float(record, Activate.activationAlpha)
  let x = address(record, Activate.x)
  let out = address(record, Activate.out)
  let left = int(record, Activate.size)
  for (; left >= 4; left -= 4, x += 16, out += 16) v128.store(out, applyActivation(activation, alpha, v128.load(x)))
  if (left > 0) storeSome(out, applyActivation(activation, alpha, loadSome(x, left)), left)
}

export function fill(record: usize): void {
  const out = address(record, Fill.out)
  const size = int(record, Fill.size)
  const value = f32x4.splat(float(record, Fill.value))
  for (let i = 0; i < size; i += 4) storeUpTo4(out + ((<usize>i) << 2), value, size - i)
}

/** The gradient through an activation that is not fused with another op. */
export function activateGrad(record: usize): void {
  const dy = address(record, ActivateGrad.dy)
  const x = address(record, ActivateGrad.x)
  const y = address(record, ActivateGrad.y)
  const out = address(record, ActivateGrad.out)
  const size = int(record, ActivateGrad.size)
  const activation = int(record, ActivateGrad.activation)
  const alpha = float(record, ActivateGrad.activationAlpha)
  const accumulate = int(record, ActivateGrad.accumulate) != 0
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2
    const left = size - i
    const factor = derivative(activation, alpha, loadUpTo4(x + at, left), loadUpTo4(y + at, left))
    let dx = f32x4.mul(loadUpTo4(dy + at, left), factor)
    if (accumulate) dx = f32x4.add(loadUpTo4(out + at, left), dx)
    storeUpTo4(out + at, dx, left)
  }
}

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

// The result of one call of `draw`: the first words of four counters, and the second.
let firstWords: v128 = i32x4.splat(0)
let secondWords: v128 = i32x4.splat(0)

/**
 * Masks from Threefry-2x32, equal to those of `fillMask` in base/rng, four counters at once. A counter gives two
 * words, and each half of a word decides about one number.
 */
export function dropout(record: usize): void {
  const x = address(record, Dropout.x)
  const out = address(record, Dropout.out)
  const size = int(record, Dropout.size)
  const dropBelow = int(record, Dropout.dropBelow)
  const accumulate = int(record, Dropout.accumulate) != 0
  const kept = f32x4.splat(float(record, Dropout.kept))
  const key0 = i32x4.splat(int(record, Dropout.seed))
  const key1 = i32x4.splat(int(record, Dropout.key))
  const high = i32x4.splat(int(stepAt(address(record, Dropout.constants), address(record, Dropout.state)), StepWord.step))
  for (let i = 0; i < size; i += 16) {
    draw(key0, key1, i32x4.add(i32x4.splat(i >> 2), i32x4(0, 1, 2, 3)), high)
    // First and second word of each counter next to each other; their halves are in the order of the numbers.
    const low = v128.shuffle<i32>(firstWords, secondWords, 0, 4, 1, 5)
    const upper = v128.shuffle<i32>(firstWords, secondWords, 2, 6, 3, 7)
    const keptLow = keeps(low, dropBelow)
    const keptUpper = keeps(upper, dropBelow)
    const at = <usize>i << 2
    pass(x + at, out + at, v128.and(kept, i32x4.extend_low_i16x8_s(keptLow)), size - i, accumulate)
    pass(x + at + 16, out + at + 16, v128.and(kept, i32x4.extend_high_i16x8_s(keptLow)), size - i - 4, accumulate)
    pass(x + at + 32, out + at + 32, v128.and(kept, i32x4.extend_low_i16x8_s(keptUpper)), size - i - 8, accumulate)
    pass(x + at + 48, out + at + 48, v128.and(kept, i32x4.extend_high_i16x8_s(keptUpper)), size - i - 12, accumulate)
  }
}

/** Sets all bits of the halves that are not below the bound, which can be 65,536, more than a half can represent. */
// @ts-ignore: decorator
@inline
function keeps(halves: v128, dropBelow: i32): v128 {
  if (dropBelow == 0) return i32x4.splat(-1)
  return i16x8.gt_u(halves, i16x8.splat(<i16>(dropBelow - 1)))
}

// @ts-ignore: decorator
@inline
function pass(x: usize, out: usize, mask: v128, left: i32, accumulate: bool): void {
  if (left <= 0) return
  let value = f32x4.mul(loadUpTo4(x, left), mask)
  if (accumulate) value = f32x4.add(loadUpTo4(out, left), value)
  storeUpTo4(out, value, left)
}

/** Threefry-2x32, 20 rounds, for four counters. */
function draw(key0: v128, key1: v128, counter: v128, high: v128): void {
  const key2 = v128.xor(v128.xor(i32x4.splat(0x1bd11bda), key0), key1)
  let x = i32x4.add(counter, key0)
  let y = i32x4.add(high, key1)
  for (let block = 0; block < 5; block++) {
    if ((block & 1) == 0) {
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 13), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 15), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 26), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 6), x)
    } else {
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 17), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 29), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 16), x)
      x = i32x4.add(x, y)
      y = v128.xor(turn(y, 24), x)
    }
    // After block b, the keys (b + 1) mod 3 and (b + 2) mod 3 are injected, together with the number of the block.
    const turnOfKeys = block % 3
    x = i32x4.add(x, turnOfKeys == 0 ? key1 : turnOfKeys == 1 ? key2 : key0)
    y = i32x4.add(y, i32x4.add(turnOfKeys == 0 ? key2 : turnOfKeys == 1 ? key0 : key1, i32x4.splat(block + 1)))
  }
  firstWords = x
  secondWords = y
}

// @ts-ignore: decorator
@inline
function turn(v: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(v, bits), i32x4.shr_u(v, 32 - bits))
}
