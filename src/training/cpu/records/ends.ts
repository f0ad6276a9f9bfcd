/** @file Records of losses and of the end of a step: which word is what, and the numbers of the loss formulas. Views are byte addresses, 0 where absent. */

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

/** The activation a loss bends its sums by. */
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
  /** Rows of what the sums are bent to, and the bytes from one to the next: 0 where nobody asks for them. */
  bent,
  bentStep,
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
  /** f32. Targets are written as target * factor + offset; where there is a place for each class, 1 and offset. */
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
