/** @file Reads the words of a record, which is [code, number of words, words as named by the enums of
 * training/cpu/records/fields.ts], and the constants of the current step. */
import { StepWord } from '../training/cpu/records/codes'

/** Bytes of [code, number of words]. */
export const HEAD: usize = 8

/** A whole number of the record whose words begin at `record`. */
// @ts-ignore: decorator
@inline
export function int(record: usize, word: i32): i32 {
  return load<i32>(record + (<usize>word << 2))
}

/** An address. */
// @ts-ignore: decorator
@inline
export function address(record: usize, word: i32): usize {
  return load<usize>(record + (<usize>word << 2))
}

/** A float32. */
// @ts-ignore: decorator
@inline
export function float(record: usize, word: i32): f32 {
  return load<f32>(record + (<usize>word << 2))
}

/** The constants of the current step; read a word of them with `int` or `float`. */
// @ts-ignore: decorator
@inline
export function stepAt(constants: usize, state: usize): usize {
  return constants + load<u32>(state) * <usize>(StepWord.count * 4)
}
