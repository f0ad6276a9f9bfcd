/**
 * @file Records of losses and of the end of a step: the names of their words, and the codes of the loss formulas. Views
 * are byte addresses, 0 if absent.
 */

/** By the names of `training/losses.ts`. */
export enum LossCode {
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  binaryCrossentropy,
  klDivergence,
  categoricalHinge,
  cosineProximity,
  hinge,
  squaredHinge,
  meanSquaredError,
  meanAbsoluteError,
  huber,
  logcosh,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  poisson,
}

/** The activation that a loss applies. */
export enum FusedCode {
  none,
  softmax,
  sigmoid,
}

export enum Loss {
  /** A LossCode. */
  loss,
  /** A FusedCode. */
  fused,
  output,
  /** Rows that receive the activated outputs, and the bytes from one to the next: 0 if they are not needed. */
  activated,
  activatedStep,
  targets,
  order,
  /** Rows of the gradient, likewise. */
  gradient,
  gradientStep,
  classWeights,
  rowWeights,
  confusion,
  /** 1: targets are classes. */
  classes,
  /** f32. */
  threshold,
  rows,
  width,
  /** f32. Targets become target * factor + offset; with one number per class, 1 and offset. */
  factor,
  offset,
  /** f32. Smoothed targets are target * keep + spread. */
  keep,
  spread,
  /** f32. Of huber. */
  delta,
  /** f32. */
  weight,
  head,
  heads,
  figures,
  /** Steps that the ring holds. */
  ring,
  perRow,
  constants,
  state,
}

export enum Finish {
  /** A table of the heads' weights, f32. */
  weights,
  heads,
  penalty,
  figures,
  ring,
  state,
}
