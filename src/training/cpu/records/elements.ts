/** @file Records of the kernels that go number by number, and of sums: which word is what. Views are byte addresses, 0 where absent. */

export enum ColumnSum {
  x,
  /** Bytes from row to row. */
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
  /** f32. */
  alpha,
}
