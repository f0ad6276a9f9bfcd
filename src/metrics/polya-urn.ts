/**
 * @file Pólya's urn: samples how many of m values fall into each bin, where a bin consists of several gaps, and each
 * value falls into a random gap and splits that gap in two. The count of a bin is beta-binomial (Johnson, Kemp, Kotz
 * 2005, Univariate Discrete Distributions, 6.2.2) and is sampled from its mode outward.
 */
import { exp, log } from '../base/exact-math'
import type { Rng } from '../base/rng'

/** Returns a function that samples the counts per bin. The function reuses the same array for each sample. */
export function polyaUrn(gaps: readonly number[], m: number): (random: Rng) => readonly number[] {
  const all = gaps.reduce((sum, gap) => sum + gap, 0)
  const factorials = logFactorials(all + m)
  /** log C(n, k). */
  const choose = (n: number, k: number) =>
    (factorials[n] as number) - (factorials[k] as number) - (factorials[n - k] as number)
  const counts = gaps.map(() => 0)
  return (random) => {
    let [left, gapsLeft] = [m, all]
    gaps.forEach((a, bin) => {
      const b = gapsLeft - a
      counts[bin] = left === 0 || b === 0 ? left : betaBinomial(a, b, left, choose, random.uniform())
      left -= counts[bin] as number
      gapsLeft = b
    })
    return counts
  }
}

/**
 * Samples how many of m values fall into `a` gaps rather than `b` other gaps, given a uniform random number. Candidate
 * counts are tried in order of their distance from the mode.
 */
function betaBinomial(
  a: number,
  b: number,
  m: number,
  choose: (n: number, k: number) => number,
  chance: number,
): number {
  const mode = Math.min(m, Math.max(0, Math.floor(a + b > 2 ? ((m + 1) * (a - 1)) / (a + b - 2) : 0)))
  const max = exp(choose(mode + a - 1, mode) + choose(m - mode + b - 1, m - mode) - choose(m + a + b - 1, m))
  let left = chance - max
  let [up, down] = [mode, mode]
  let [above, below] = [max, max]
  while (left >= 0 && (up < m || down > 0)) {
    if (up < m) {
      above *= ((up + a) * (m - up)) / ((up + 1) * (m - up - 1 + b))
      up++
      left -= above
      if (left < 0) return up
    }
    if (down > 0) {
      below *= (down * (m - down + b)) / ((down - 1 + a) * (m - down + 1))
      down--
      left -= below
      if (left < 0) return down
    }
    // Stop when the remaining probabilities are negligible, because rounding errors leave a small remainder that would
    // never be used up.
    if (above + below < 1e-18) break
  }
  return mode
}

/** log k! for every k up to n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1)
  for (let k = 2; k <= n; k++) logs[k] = (logs[k - 1] as number) + log(k)
  return logs
}
