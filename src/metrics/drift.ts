/**
 * @file Drift statistics: the distance between two samples, given as counts for each category or bin, or as sorted
 * numbers. `drift-threshold.ts` determines whether a distance is significant.
 */
import { log } from '../base/exact-math'
import { type TwoSample, upperGamma } from './two-sample-tests'

/** One count per category; both samples list the categories in the same order. */
export type Counts = ArrayLike<number>

/** The share used in place of 0 for an empty bin (as in Evidently), because ln 0 is infinite. */
const EMPTY_SHARE = 1e-4

/** Converts counts to shares of their sum; all shares are 0 if the sum is 0. */
function shares(counts: Counts): number[] {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i] as number
  return Array.from(counts, (count) => (total > 0 ? count / total : 0))
}

/**
 * Population stability index Σ (p - q) ln (p / q) over the categories that occur in either sample. An empty share is
 * replaced by 1e-4, or by a millionth of the smallest other share if that share is at most 1e-4 (as in Evidently).
 * Plain loops are used for speed, since simulations call this function thousands of times.
 */
export function psi(reference: Counts, current: Counts): number {
  const [n, m] = [total(reference), total(current)]
  let min = Number.POSITIVE_INFINITY
  for (let i = 0; i < reference.length; i++) {
    const [p, q] = [share(reference[i], n), share(current[i], m)]
    if (p > 0 && p < min) min = p
    if (q > 0 && q < min) min = q
  }
  const fill = min <= EMPTY_SHARE ? min / 1e6 : EMPTY_SHARE
  let sum = 0
  for (let i = 0; i < reference.length; i++) {
    const [p, q] = [share(reference[i], n), share(current[i], m)]
    if (p === 0 && q === 0) continue
    const [a, b] = [p > 0 ? p : fill, q > 0 ? q : fill]
    sum += (a - b) * log(a / b)
  }
  return Number.isNaN(sum) ? 0 : sum
}

function total(counts: Counts): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number
  return sum
}

function share(count: number | undefined, all: number): number {
  return all > 0 ? (count as number) / all : 0
}

function relative(p: number, q: number): number {
  return p > 0 ? p * log(p / q) : 0
}

/** Jensen-Shannon divergence in nats, 0 to ln 2 (Lin 1991); divide by ln 2 for bits. */
export function jensenShannon(reference: Counts, current: Counts): number {
  const [n, m] = [total(reference), total(current)]
  let [before, now] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    const [p, q] = [share(reference[i], n), share(current[i], m)]
    const middle = (p + q) / 2
    before += relative(p, middle)
    now += relative(q, middle)
  }
  return Math.max(0, (before + now) / 2)
}

/** The square root of the Jensen-Shannon divergence, which is a metric, as returned by scipy's `jensenshannon`. */
export function jensenShannonDistance(reference: Counts, current: Counts): number {
  return Math.sqrt(jensenShannon(reference, current))
}

/**
 * χ² of the current counts against the reference shares, which are treated as exact. Use this only if the reference is
 * many times larger; otherwise use `chiSquared([reference, current])` from `two-sample-tests.ts`.
 */
export function goodnessOfFit(reference: Counts, current: Counts): TwoSample & { readonly freedom: number } {
  const n = Array.from(current).reduce((a, b) => a + b, 0)
  const known = shares(reference)
  const used = known.flatMap((share, i) => (share > 0 || (current[i] as number) > 0 ? [i] : []))
  const statistic = used.reduce((sum, i) => {
    const expected = (known[i] as number) * n
    // If a category with an expected count of 0 occurs, χ² is infinite.
    return sum + ((current[i] as number) === expected ? 0 : ((current[i] as number) - expected) ** 2 / expected)
  }, 0)
  const freedom = Math.max(0, used.length - 1)
  const p = freedom === 0 ? 1 : statistic === Number.POSITIVE_INFINITY ? 0 : upperGamma(freedom / 2, statistic / 2)
  return { statistic, p, freedom }
}

/**
 * Wasserstein-1 distance ∫ |F - G| between two sorted samples, in the units of the values; 0 if either sample is empty.
 */
export function wasserstein(a: Float64Array, b: Float64Array): number {
  const [n, m] = [a.length, b.length]
  if (n === 0 || m === 0) return 0
  let [i, j, sum] = [0, 0, 0]
  let from = Math.min(a[0] as number, b[0] as number)
  while (i < n || j < m) {
    const to = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    sum += Math.abs(i / n - j / m) * (to - from)
    while (i < n && a[i] === to) i++
    while (j < m && b[j] === to) j++
    from = to
  }
  return sum
}

/** Wasserstein-1 distance between counts in bins at the given ascending positions. Simulations call it often, too. */
export function wassersteinOfCounts(reference: Counts, current: Counts, positions: ArrayLike<number>): number {
  const [n, m] = [total(reference), total(current)]
  let [ahead, sum] = [0, 0]
  for (let i = 0; i + 1 < positions.length; i++) {
    ahead += share(reference[i], n) - share(current[i], m)
    sum += Math.abs(ahead) * ((positions[i + 1] as number) - (positions[i] as number))
  }
  return sum
}
