/**
 * @file Pólya's urn at once: how many of m values fall into bins of so many gaps each, where each value falls into any gap alike and makes
 * two of it. Bin by bin it is beta-binomial (Johnson, Kemp, Kotz 2005, Univariate Discrete Distributions, 6.2.2), drawn from its mode outwards.
 */
import { exp, log } from '../base/exact'
import type { Rng } from '../base/rng'

/** Draws counts by bin, again and again, into the array that it gives. */
export function urn(gaps: readonly number[], m: number): (random: Rng) => readonly number[] {
  const all = gaps.reduce((sum, gap) => sum + gap, 0)
  const factorials = logFactorials(all + m)
  /** log C(n, k). */
  const choose = (n: number, k: number) =>
    (factorials[n] as number) - (factorials[k] as number) - (factorials[n - k] as number)
  const counts = gaps.map(() => 0)
  return (random) => {
    let [left, places] = [m, all]
    gaps.forEach((a, bin) => {
      const b = places - a
      counts[bin] = left === 0 || b === 0 ? left : fallen(a, b, left, choose, random.uniform())
      left -= counts[bin] as number
      places = b
    })
    return counts
  }
}

/** How many of m fall among a gaps and not among b, at a uniform chance: values in the order of their distance from the mode. */
function fallen(a: number, b: number, m: number, choose: (n: number, k: number) => number, chance: number): number {
  const mode = Math.min(m, Math.max(0, Math.floor(a + b > 2 ? ((m + 1) * (a - 1)) / (a + b - 2) : 0)))
  const most = exp(choose(mode + a - 1, mode) + choose(m - mode + b - 1, m - mode) - choose(m + a + b - 1, m))
  let left = chance - most
  let [up, down] = [mode, mode]
  let [above, below] = [most, most]
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
    // What rounding leaves over belongs to nobody.
    if (above + below < 1e-18) break
  }
  return mode
}

/** log k! for k up to n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1)
  for (let k = 2; k <= n; k++) logs[k] = (logs[k - 1] as number) + log(k)
  return logs
}
