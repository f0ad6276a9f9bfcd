/** @file StepWord: an enum that names the words of a step's constants, in the order of `StepConstants`. */

export enum StepWord {
  step,
  first,
  /** Stored as f32, like all words that follow. */
  rate,
  correction1,
  correction2,
  update,
  share,
  fresh,
  keep,
  /** Not a word itself, but the number of words. */
  count,
}
