/** @file Model comparison: the difference between two models on the same rows, with a confidence interval. */
import { student } from '../../metrics/mean-interval'

export interface Difference {
  /**
   * How much better the first model is: the difference in accuracy, or the difference in mean absolute error with its
   * sign reversed.
   */
  readonly mean: number
  /** Half the width of the 95% confidence interval. */
  readonly half: number
}

/** The 97.5% quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * Compares the accuracy of two models on the same rows, using Wald's interval for matched pairs with half a row added
 * to each cell (Agresti and Min 2005, Statistics in Medicine 24), which is also valid for few rows.
 */
export function compareAccuracies(first: readonly boolean[], second: readonly boolean[]): Difference {
  const n = first.length
  const firstOnly = first.filter((right, i) => right && !second[i]).length
  const secondOnly = second.filter((right, i) => right && !first[i]).length
  const [b, c, total] = [firstOnly + 0.5, secondOnly + 0.5, n + 2]
  const variance = (b + c - (b - c) ** 2 / total) / total ** 2
  return { mean: (firstOnly - secondOnly) / Math.max(1, n), half: Z * Math.sqrt(variance) }
}

/**
 * Compares the mean absolute error of two models on the same rows, using Student's t interval. The difference is
 * positive if the first model's errors are smaller.
 */
export function compareErrors(first: Float64Array, second: Float64Array): Difference {
  const n = first.length
  const difference = second.map((error, i) => error - (first[i] as number))
  const mean = difference.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  if (n < 2) return { mean, half: Number.POSITIVE_INFINITY }
  const variance = difference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  return { mean, half: student(n - 1) * Math.sqrt(variance / n) }
}
