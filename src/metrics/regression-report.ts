/**
 * @file regressionReport: the errors of numeric predictions in the target's units, following the conventions of
 * scikit-learn.
 */

export interface RegressionReport {
  readonly mae: number
  readonly mse: number
  readonly rmse: number
  /**
   * 1 - residual / total sum of squares. For a constant target, it is 1 if every prediction is exact and 0 otherwise.
   */
  readonly r2: number
}

/** Computes the report from actual and predicted values; all values are 0 if there are no rows. */
export function regressionReport(actual: ArrayLike<number>, predicted: ArrayLike<number>): RegressionReport {
  const rows = actual.length
  if (rows === 0) return { mae: 0, mse: 0, rmse: 0, r2: 0 }
  let sum = 0
  for (let i = 0; i < rows; i++) sum += actual[i] as number
  const mean = sum / rows
  let absolute = 0
  let residual = 0
  let total = 0
  for (let i = 0; i < rows; i++) {
    const off = (predicted[i] as number) - (actual[i] as number)
    absolute += Math.abs(off)
    residual += off * off
    const spread = (actual[i] as number) - mean
    total += spread * spread
  }
  const mse = residual / rows
  const r2 = total > 0 ? 1 - residual / total : residual === 0 ? 1 : 0
  return { mae: absolute / rows, mse, rmse: Math.sqrt(mse), r2 }
}
