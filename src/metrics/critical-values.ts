/**
 * @file Critical values: the value that a drift statistic exceeds with probability alpha when there is no drift,
 * computed by inverting the tail probabilities of χ² and of the Kolmogorov-Smirnov D.
 */
import { kolmogorov, kolmogorovTail, upperGamma } from './two-sample-tests'

/** The number of bisection steps, which is sufficient for any double. */
const HALVINGS = 200

/** Finds the x at which a decreasing function crosses `alpha`. */
function solveTail(tail: (x: number) => number, alpha: number): number {
  let [low, high] = [0, 1]
  while (tail(high) > alpha) high *= 2
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (tail(middle) > alpha) low = middle
    else high = middle
  }
  return high
}

/** Returns the 1 - alpha quantile of the χ² distribution. */
export function chiSquaredQuantile(freedom: number, alpha: number): number {
  return freedom < 1 ? 0 : solveTail((x) => upperGamma(freedom / 2, x / 2), alpha)
}

/**
 * Returns the largest D whose p-value is above alpha; a larger D means drift. Returns 1 if the samples are too small to
 * detect any drift.
 */
export function kolmogorovCritical(n: number, m: number, alpha: number): number {
  if (n === 0 || m === 0) return 1
  if (kolmogorovTail(n, m, n * m) > alpha) return 1
  let [low, high] = [0, n * m]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (kolmogorovTail(n, m, middle) > alpha) low = middle
    else high = middle
  }
  return low / (n * m)
}

/** Returns the 1 - alpha quantile of Kolmogorov's distribution, which D √(n m / (n + m)) follows in large samples. */
export function kolmogorovLimit(alpha: number): number {
  return solveTail(kolmogorov, alpha)
}
