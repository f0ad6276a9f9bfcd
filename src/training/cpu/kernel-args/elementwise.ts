/**
 * @file Records for element-wise kernels and sums: enums that name their words. Views are byte addresses, 0 if absent.
 */

export enum ColumnSum {
  x,
  /** Number of bytes from one row to the next. */
  stride,
  out,
  m,
  n,
  accumulate,
}

export enum Activate {
  x,
  out,
  size,
  activation,
  /** Stored as f32. */
  alpha,
}
