/** @file What chance alone gives: a permutation test, and Pólya's urn for counts of a window. */
import { exp, log } from '../base/exact-math'
import type { Rng } from '../base/rng'

export interface PermutationResult {
  readonly p: number
  /** The estimated threshold: a statistic above it has p <= alpha, based on the shuffles drawn. */
  readonly threshold: number
  readonly draws: number
}

/**
 * Drawing stops once this many shuffles have reached the statistic, but not before MIN_DRAWS shuffles have been drawn.
 */
const ENOUGH_ABOVE = 30
const MIN_DRAWS = 99

/** Returns a number of draws large enough that p can be as small as alpha / 5; at least 999. */
export function drawsFor(alpha: number): number {
  return Math.min(20_000, Math.max(999, Math.ceil(5 / alpha)))
}

/** Estimates the p-value and the threshold of a statistic from at most `draws` shuffles. */
export function permutationTest(
  statistic: number,
  alpha: number,
  shuffled: () => number,
  draws = drawsFor(alpha),
): PermutationResult {
  const seen: number[] = []
  let above = 0
  // The tolerance makes equal statistics compare as equal, because sums computed in a different order may differ in the
  // last digits.
  const bar = statistic - 1e-12 * Math.abs(statistic)
  while (seen.length < draws && !(above >= ENOUGH_ABOVE && seen.length >= MIN_DRAWS)) {
    const value = shuffled()
    if (value >= bar) above++
    seen.push(value)
  }
  return {
    p: (above + 1) / (seen.length + 1),
    threshold: thresholdOf(Float64Array.from(seen).sort(), alpha),
    draws: seen.length,
  }
}

/** Returns the largest statistic whose p-value is above alpha, given the sorted statistics without drift. */
export function thresholdOf(nulls: Float64Array, alpha: number): number {
  return nulls[nulls.length - Math.floor(alpha * (nulls.length + 1))] ?? Number.POSITIVE_INFINITY
}

/**
 * Moves `k` random items to the front of the array in place; every selection is equally likely (Fisher and Yates). Call
 * this again for each draw.
 */
export function shuffleFront(items: Uint32Array, k: number, random: Rng): void {
  for (let i = 0; i < k; i++) {
    const j = i + random.below(items.length - i)
    const swapped = items[i] as number
    items[i] = items[j] as number
    items[j] = swapped
  }
}

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
