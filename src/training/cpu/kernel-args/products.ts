/**
 * @file Records for matrix products: enums that name their words. Views are byte addresses, 0 if absent. Tables contain
 * the byte offset from a view to each row, column or tap, so that one kernel can multiply matrices, transposed
 * matrices, and windows of images.
 */

/**
 * The address, in every memory, of the tile of 4 rows and 8 columns in which a product accumulates sums before storing
 * them.
 */
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
  /** 0 if b is already packed as panels. */
  bRows,
  bStep,
  /** Address of scratch space where b is packed as panels of 8 columns, [panels, k, 8]. */
  panels,
  out,
  outRows,
  m,
  k,
  n,
  /** Stored as f32. */
  scale,
  accumulate,
  bias,
  activation,
  /** Stored as f32. */
  alpha,
  /** Address of the forward result from which the activation's derivative is computed; it has the layout of `out`. */
  gate,
  gateActivation,
  /** Stored as f32. */
  gateAlpha,
  outer,
  inner,
  /** Number of bytes from one repeat to the next. */
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
  /** Bytes in a row of x. */
  rowBytes,
  /** Padding rows above and below the image. */
  top,
  bottom,
  /** Padding bytes before and after each row. */
  left,
  right,
}
