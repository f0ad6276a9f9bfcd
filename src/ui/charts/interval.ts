/** @file Interval: how far a rate seen on n rows may be from the true one. */

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Two-sided 95 %. */
const Z = 1.959964

/** The 95 % Wilson score interval of a rate (Wilson 1927, JASA 22): stays within 0 to 1 and is sound for small n and rates near 1. */
export function wilson(rate: number, n: number): Interval {
  if (n <= 0 || Number.isNaN(rate)) return { low: 0, high: 1 }
  const z2 = (Z * Z) / n
  const centre = (rate + z2 / 2) / (1 + z2)
  const half = (Z / (1 + z2)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** The larger distance from the rate to an end of its interval, so that rate ± this covers all of it. */
export function margin(rate: number, n: number): number {
  const { low, high } = wilson(rate, n)
  return Math.max(rate - low, high - rate)
}
