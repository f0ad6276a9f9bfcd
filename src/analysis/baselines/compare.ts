/** @file Compare: how far apart two models are on the same rows, with an interval. */

export interface Difference {
  /** Of the first from the second, the better way up: shares of right answers, or of the mean error what is left off. */
  readonly mean: number
  /** Half the 95 % interval. */
  readonly half: number
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * Shares of right answers on the same rows: Wald's interval for matched pairs with half a row added to each cell (Agresti and Min 2005,
 * Statistics in Medicine 24), which holds for few rows too.
 */
export function sharesApart(first: readonly boolean[], second: readonly boolean[]): Difference {
  const n = first.length
  const mine = first.filter((right, i) => right && !second[i]).length
  const theirs = second.filter((right, i) => right && !first[i]).length
  const [b, c, total] = [mine + 0.5, theirs + 0.5, n + 2]
  const variance = (b + c - (b - c) ** 2 / total) / total ** 2
  return { mean: (mine - theirs) / Math.max(1, n), half: Z * Math.sqrt(variance) }
}

/** Mean absolute errors on the same rows: Student's interval of their differences, how much smaller the first are. */
export function errorsApart(first: Float64Array, second: Float64Array): Difference {
  const n = first.length
  const apart = second.map((error, i) => error - (first[i] as number))
  const mean = apart.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  if (n < 2) return { mean, half: Number.POSITIVE_INFINITY }
  const variance = apart.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  return { mean, half: student(n - 1) * Math.sqrt(variance / n) }
}

/** 97.5 % quantile of Student's t (Abramowitz and Stegun 26.7.5), good to 0.01 from 4 degrees of freedom on. */
export function student(freedom: number): number {
  if (freedom < 4) return [Number.POSITIVE_INFINITY, 12.706, 4.303, 3.182][freedom] as number
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7]
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3)
  )
}
