/** @file A covariance that can be inverted although there are few rows, and what makes values uncorrelated. */

/** Rows of values that are centered, one after another. */
export interface CenteredRows {
  readonly values: ArrayLike<number>
  readonly rows: number
  readonly width: number
}

export interface ShrunkCovariance {
  /** The lower triangle, row by row. */
  readonly triangle: Float64Array
  /** The share of the mean variance in it, from 0 (the covariance of the rows) to 1. */
  readonly shrinkage: number
}

/**
 * The covariance, shrunk toward the same variance for all values by the share with the least expected squared error
 * (Ledoit and Wolf 2004, Journal of Multivariate Analysis 88). Shrinking also covers values that never vary.
 */
export function ledoitWolf({ values, rows, width }: CenteredRows): ShrunkCovariance {
  const triangle = new Float64Array((width * (width + 1)) / 2)
  let ofSquares = 0
  for (let row = 0; row < rows; row++) {
    let norm = 0
    for (let i = 0, at = 0; i < width; i++) {
      const own = values[row * width + i] as number
      norm += own * own
      for (let j = 0; j <= i; j++, at++)
        triangle[at] = (triangle[at] as number) + (own * (values[row * width + j] as number)) / rows
    }
    ofSquares += norm * norm
  }
  let [trace, squares] = [0, 0]
  for (let i = 0, at = 0; i < width; i++)
    for (let j = 0; j <= i; j++, at++) {
      const own = triangle[at] as number
      squares += own * own * (i === j ? 1 : 2)
      if (i === j) trace += own
    }
  const mean = trace / width
  // The distance of the covariance to its target, and the mean squared error of its entries; both over the width.
  const distance = (squares - 2 * mean * trace + width * mean * mean) / width
  const error = (ofSquares / rows - squares) / width / rows
  const shrinkage = distance > 0 ? Math.min(1, Math.max(0, error) / distance) : 1
  for (let i = 0, at = 0; i < width; i++)
    for (let j = 0; j <= i; j++, at++)
      triangle[at] = (1 - shrinkage) * (triangle[at] as number) + (i === j ? shrinkage * mean : 0)
  return { triangle, shrinkage }
}

/**
 * The lower triangle W with WᵀW = C⁻¹, by the Cholesky decomposition: W x has the identity as its covariance. Undefined if
 * the matrix is not positive definite.
 */
export function whiteningOf(triangle: ArrayLike<number>, width: number): Float64Array | undefined {
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j
  const root = new Float64Array(triangle.length)
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      let sum = triangle[at(i, j)] as number
      for (let k = 0; k < j; k++) sum -= (root[at(i, k)] as number) * (root[at(j, k)] as number)
      if (i === j && !(sum > 0)) return undefined
      root[at(i, j)] = i === j ? Math.sqrt(sum) : sum / (root[at(j, j)] as number)
    }
  // The inverse of a lower triangle, column by column.
  const inverse = new Float64Array(triangle.length)
  for (let j = 0; j < width; j++)
    for (let i = j; i < width; i++) {
      let sum = i === j ? 1 : 0
      for (let k = j; k < i; k++) sum -= (root[at(i, k)] as number) * (inverse[at(k, j)] as number)
      inverse[at(i, j)] = sum / (root[at(i, i)] as number)
    }
  return inverse
}
