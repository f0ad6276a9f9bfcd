/**
 * @file Records of fills, merges, masks, moves and gradient sums: the names of their words. Views are byte addresses, 0
 * if absent.
 */

export enum Fill {
  out,
  size,
  /** f32. */
  value,
}

export enum ActivateGrad {
  dy,
  x,
  y,
  out,
  size,
  activation,
  /** f32. */
  alpha,
  accumulate,
}

export enum Combine {
  /** A HowCode. */
  how,
  a,
  b,
  out,
  size,
  /** f32. */
  scale,
}

export enum CombineGrad {
  /** A HowCode. */
  how,
  /** 1: of operand b. */
  ofB,
  a,
  b,
  dy,
  out,
  size,
  accumulate,
}

export enum Dropout {
  x,
  out,
  size,
  /** Draws of 16 bits below this are dropped. */
  dropBelow,
  /** f32. The factor of what is kept. */
  kept,
  seed,
  /** The second word of the generator's key. */
  key,
  constants,
  state,
  accumulate,
}

/** Strides in bytes, axes from outermost to innermost; missing axes have size 1. */
export enum Strided {
  x,
  out,
  size0,
  size1,
  size2,
  size3,
  size4,
  from0,
  from1,
  from2,
  from3,
  from4,
  to0,
  to1,
  to2,
  to3,
  to4,
  sum0,
  sum1,
  along0,
  along1,
  /** f32. */
  scale,
  accumulate,
}

export enum Penalty {
  w,
  gradient,
  size,
  /** f32. */
  l1,
  /** f32. */
  l2,
  penalty,
  fresh,
}

export enum AddGradients {
  gradients,
  sum,
  size,
  constants,
  state,
}

export enum Squares {
  gradients,
  /** Address of (word, words) of each segment. */
  segments,
  count,
  out,
  total,
}
