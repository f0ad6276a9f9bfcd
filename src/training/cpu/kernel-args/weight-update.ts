/**
 * @file Record for the update: an enum that names its words, and the codes of clipping modes. Views are byte addresses,
 * 0 if absent.
 */

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
  /** The position of the rule among those of all optimizers. */
  rule,
  weights,
  gradients,
  /** The optimizer's slots; 0 if it has fewer. */
  slot0,
  slot1,
  slot2,
  /** Address of a table of the rule's constants (f32). */
  parameters,
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
