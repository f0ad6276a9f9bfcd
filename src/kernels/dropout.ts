/**
 * @file Dropout: masks from Threefry-2x32, equal to those of `fillMask` in base/rng, four counters at once. A counter
 * gives two words, and each half of a word decides about one number.
 */
import { StepWord } from '../training/cpu/records/codes'
import { Dropout } from './build/records'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { float, int, address } from './read-record'
import { stepAt } from './step-constants'

// The result of one call of `draw`: the first words of four counters, and the second.
let firstWords: v128 = i32x4.splat(0)
let secondWords: v128 = i32x4.splat(0)

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
