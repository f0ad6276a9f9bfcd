/** @file StepWord: which word of a step's constants is what, as `StepConstants` orders them. */

export enum StepWord {
  step,
  first,
  /** f32, as all that follow. */
  rate,
  correction1,
  correction2,
  update,
  share,
  fresh,
  keep,
  /** Not a word: how many there are. */
  count,
}
