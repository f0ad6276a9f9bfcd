/** @file meanInterval: the confidence interval of a mean error over n rows; all intervals of mean errors use it. */
import { type Interval, Z } from './wilson-interval'

/**
 * Returns the 95% interval of a mean of nonnegative errors using Student's t (1908, Biometrika 6), which is also valid
 * for few rows. A single row gives no information about the spread.
 */
export function meanInterval(errors: ArrayLike<number>, mean: number): Interval {
  const n = errors.length
  if (n < 2) return { low: 0, high: Number.POSITIVE_INFINITY }
  let squares = 0
  for (let i = 0; i < n; i++) squares += ((errors[i] as number) - mean) ** 2
  const half = student(n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { low: Math.max(0, mean - half), high: mean + half }
}

/**
 * Returns the 97.5% quantile of Student's t distribution (Abramowitz and Stegun 26.7.5), accurate to 0.01 for 4 or more
 * degrees of freedom.
 */
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
