/** @file Step: the position of this step's constants. */
import { StepWord } from '../training/cpu/records/codes'

/** The constants of the current step; read a word of them with `int` or `float`. */
// @ts-ignore: decorator
@inline
export function stepAt(constants: usize, state: usize): usize {
  return constants + load<u32>(state) * <usize>(StepWord.count * 4)
}
