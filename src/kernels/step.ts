/** @file Step: where this step's constants stand. */
import { StepWord } from '../training/cpu/records/step'

/** The constants of the step the machine is at; a word of them is read by `int` or `float`. */
// @ts-ignore: decorator
@inline
export function stepAt(constants: usize, state: usize): usize {
  return constants + load<u32>(state) * <usize>(StepWord.count * 4)
}
