/** @file wilson: the confidence interval of a rate observed on n rows; all intervals of rates use it. */

export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 97.5% quantile of the normal distribution, for a two-sided 95% interval. */
export const Z = 1.959963984540054

/**
 * Returns the 95% Wilson score interval of a rate (Wilson 1927, JASA 22), which stays between 0 and 1 and is valid for
 * small n and for rates near 0 or 1.
 */
export function wilson(rate: number, n: number): Interval {
  if (n <= 0 || Number.isNaN(rate)) return { low: 0, high: 1 }
  const spread = (Z * Z) / n
  const middle = (rate + spread / 2) / (1 + spread)
  const half = (Z * Math.sqrt((rate * (1 - rate)) / n + spread / (4 * n))) / (1 + spread)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
