/** @file Record of the update: which word is what, and the numbers of rules and of ways to clip. Views are byte addresses, 0 where absent. */

export enum RuleCode {
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adadelta,
  adam,
  adamax,
}

export enum ClipCode {
  none,
  value,
  /** Spans with squares of their own, or one of all. */
  norm,
}

export enum Update {
  /** A RuleCode. */
  rule,
  weights,
  gradients,
  slot0,
  slot1,
  /** 0: not centered. */
  slot2,
  /** f32. What is kept of the first and second slot, and what is taken of the new; rounded from float64 each. */
  keep0,
  take0,
  keep1,
  take1,
  /** f32. */
  epsilon,
  /** f32. AdamW's pull towards zero. */
  decay,
  /** A ClipCode. */
  clip,
  /** f32. */
  limit,
  /** A table of [first, size, address of the square of its norm]. */
  spans,
  spanCount,
  average,
  constants,
  state,
}

/** Words of a span. */
export enum Span {
  first,
  size,
  square,
  count,
}
