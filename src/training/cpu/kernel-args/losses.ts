/**
 * @file Records for losses and the end of a step: enums that name their words. Views are byte addresses, 0 if absent.
 */

/** The activation that is fused into a loss. */
export enum FusedCode {
  none,
  softmax,
  sigmoid,
}

export enum Loss {
  /** The position of the loss in the alphabetical order of all losses. */
  loss,
  /** A FusedCode value. */
  fused,
  output,
  /**
   * Address where the activated outputs are written, followed by their row stride in bytes, which is 0 if the outputs
   * are not needed.
   */
  activated,
  activatedStep,
  targets,
  order,
  /**
   * Address where the gradient is written, followed by its row stride in bytes, which is 0 if the gradient is not
   * needed.
   */
  gradient,
  gradientStep,
  classWeights,
  rowWeights,
  confusion,
  /** 1 if targets are class indices. */
  classes,
  /** Stored as f32. */
  threshold,
  rows,
  width,
  /**
   * Stored as f32. Targets are mapped to target * factor + offset; if there is one number per class, the factor is 1.
   */
  factor,
  offset,
  /** Stored as f32. Smoothed targets are target * keep + spread. */
  keep,
  spread,
  /** Address of a table of the parameters of the loss (f32). */
  parameters,
  /** Stored as f32. */
  weight,
  head,
  heads,
  figures,
  /** Capacity of the metrics ring in steps. */
  ring,
  perRow,
  constants,
  state,
}

export enum Finish {
  /** Address of a table of head weights (f32). */
  weights,
  heads,
  penalty,
  figures,
  ring,
  state,
}
