/**
 * @file Records of products: the names of their words. Views are byte addresses, 0 if absent. Tables hold the byte
 * offset from a view to each row, column or tap, so that one kernel multiplies matrices, their transposes and the
 * windows of images alike.
 */

/** Where a product keeps the sums of 4 rows and 8 columns until they are stored, in every memory. */
export const TILE_AT = 64
export const TILE_BYTES = 128

/**
 * out[outRows[i] + 4 j] (+)= scale * sum over k of a[rows[i] + columns[k]] * b[bRows[k] + bStep j], then bias,
 * activation and gate.
 */
export enum Product {
  a,
  rows,
  columns,
  b,
  /** 0: b is packed as panels already. */
  bRows,
  bStep,
  /** Scratch: b as panels of 8 columns, [panels, k, 8]. */
  panels,
  out,
  outRows,
  m,
  k,
  n,
  /** f32. */
  scale,
  accumulate,
  bias,
  activation,
  /** f32. */
  alpha,
  /** The result that corresponds to `out`. */
  gate,
  gateActivation,
  /** f32. */
  gateAlpha,
  outer,
  inner,
  /** Bytes from one repeat to the next. */
  aOuter,
  aInner,
  bOuter,
  bInner,
  outOuter,
  outInner,
}

/** Copies images into larger frames of zeros. */
export enum Frame {
  x,
  out,
  images,
  height,
  /** Bytes of a row of x. */
  rowBytes,
  /** Rows of the frame above and below. */
  top,
  bottom,
  /** Bytes of the frame before and after each row. */
  left,
  right,
}
