/**
 * @file Record of the update: the names of its words, and the codes of rules and of clipping. Views are byte addresses,
 * 0 if absent.
 */

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
  /** Spans with their own squares, or one span with all. */
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
  /** f32. The decay of the first and second slot, and the share of the new value, each rounded from float64. */
  keep0,
  take0,
  keep1,
  take1,
  /** f32. */
  epsilon,
  /** f32. AdamW's weight decay. */
  decay,
  /** A ClipCode. */
  clip,
  /** f32. */
  limit,
  /** A table of [first, size, address of the squared norm]. */
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
