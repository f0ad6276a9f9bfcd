/**
 * @file Records for fills, merges, masks, moves and gradient sums: enums that name their words. Views are byte
 * addresses, 0 if absent.
 */

export enum Fill {
  out,
  size,
  /** Stored as f32. */
  value,
}

export enum ActivateGrad {
  dy,
  x,
  y,
  out,
  size,
  activation,
  /** Stored as f32. */
  alpha,
  accumulate,
}

export enum Combine {
  /** A HowCode value. */
  how,
  a,
  b,
  out,
  size,
  /** Stored as f32. */
  scale,
}

export enum CombineGrad {
  /** A HowCode value. */
  how,
  /** 1 to compute the gradient of operand b, 0 to compute that of operand a. */
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
  /** Elements whose 16-bit random draw is below this are dropped. */
  dropBelow,
  /** Factor applied to elements that are not dropped, stored as f32. */
  kept,
  seed,
  /** The second word of the generator's key. */
  key,
  constants,
  state,
  accumulate,
}

/**
 * Words of a strided move. Strides are in bytes, axes are ordered from outermost to innermost, and unused axes have
 * size 1.
 */
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
  /** Stored as f32. */
  scale,
  accumulate,
}

export enum Penalty {
  w,
  gradient,
  size,
  /** Stored as f32. */
  l1,
  /** Stored as f32. */
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
  /** Address of a table with one pair (index of the first word, number of words) per segment. */
  segments,
  count,
  out,
  total,
}
