/** @file StepWord: the names of the words of a step's constants, in the order of `StepConstants`. */

export enum StepWord {
  step,
  first,
  /** f32, like all that follow. */
  rate,
  correction1,
  correction2,
  update,
  share,
  fresh,
  keep,
  /** Not a word, but their number. */
  count,
}
