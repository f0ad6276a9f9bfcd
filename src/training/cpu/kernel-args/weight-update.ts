/**
 * @file Record for the update: an enum that names its words, and the codes of rules and clipping modes. Views are byte
 * addresses, 0 if absent.
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
  /**
   * Clips by norm: either each span has its own squared norm, or a single span covers all weights and has the global
   * norm.
   */
  norm,
}

export enum Update {
  /** A RuleCode value. */
  rule,
  weights,
  gradients,
  slot0,
  slot1,
  /** Address of the third optimizer slot; 0 if the rule is not centered. */
  slot2,
  /**
   * Stored as f32, rounded from float64: the decay rates of the first and second slot (keep), and the weight of the new
   * value in each slot (take).
   */
  keep0,
  take0,
  keep1,
  take1,
  /** Stored as f32. */
  epsilon,
  /** AdamW's weight decay, stored as f32. */
  decay,
  /** A ClipCode value. */
  clip,
  /** Stored as f32. */
  limit,
  /** Address of a table with one entry [first, size, address of the squared norm] per span. */
  spans,
  spanCount,
  average,
  constants,
  state,
}

/** The words of one span. */
export enum Span {
  first,
  size,
  square,
  count,
}
