/** @file What a statistic without drift stays below, but for a share alpha of the time: χ² and D of Kolmogorov-Smirnov turned around. */
import { kolmogorov, kolmogorovTail, upperGamma } from './two-samples'

/** Enough halvings for any double. */
const HALVINGS = 200

/** x where a falling function passes `alpha`. */
function crossing(tail: (x: number) => number, alpha: number): number {
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

/** The quantile 1 - alpha of χ². */
export function chiSquaredAbove(freedom: number, alpha: number): number {
  return freedom < 1 ? 0 : crossing((x) => upperGamma(freedom / 2, x / 2), alpha)
}

/** Below this PSI of `bins` bins stays without drift: about (1/n + 1/m) χ² of bins - 1 (Yurdakul 2018), good where bins hold many. */
export function psiAbove(n: number, m: number, bins: number, alpha: number): number {
  return (1 / n + 1 / m) * chiSquaredAbove(bins - 1, alpha)
}

/** The largest D with a p-value above alpha: what is larger is drift. 1 where samples are too small to tell any. */
export function kolmogorovAbove(n: number, m: number, alpha: number): number {
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

/** The quantile 1 - alpha of Kolmogorov's distribution: of D √(n m / (n + m)) in large samples. */
export function kolmogorovLimit(alpha: number): number {
  return crossing(kolmogorov, alpha)
}
