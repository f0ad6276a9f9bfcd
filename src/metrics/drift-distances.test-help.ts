/** @file More distances and bins, which the tests of drift compare with SciPy, Evidently, and NumPy. */
import { log } from '../base/exact-math'
import { type Counts, wasserstein } from './drift'
import { chiSquaredQuantile, type Rate, type TwoSample, upperGamma } from './two-sample-tests'

function shares(counts: Counts): number[] {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0)
  return Array.from(counts, (count) => (total > 0 ? count / total : 0))
}

/** Sums `term` over the categories. */
function sumTerms(p: readonly number[], q: readonly number[], term: (p: number, q: number) => number): number {
  return p.reduce((sum, share, i) => sum + term(share, q[i] as number), 0)
}

/**
 * Kullback-Leibler divergence of the reference shares from the current shares, in nats; infinite if the reference
 * contains a category that the current sample does not.
 */
export function kullbackLeibler(reference: Counts, current: Counts): number {
  return sumTerms(shares(reference), shares(current), (p, q) => (p > 0 ? p * log(p / q) : 0))
}

/** Hellinger distance, from 0 to 1. */
export function hellinger(reference: Counts, current: Counts): number {
  return Math.sqrt(sumTerms(shares(reference), shares(current), (p, q) => (Math.sqrt(p) - Math.sqrt(q)) ** 2) / 2)
}

/** Total variation distance: the fraction of rows whose category would have to change to make the two samples equal. */
export function totalVariation(reference: Counts, current: Counts): number {
  return sumTerms(shares(reference), shares(current), (p, q) => Math.abs(p - q)) / 2
}

/**
 * The z statistic for the difference between two rates (reference minus current) with pooled variance, and its
 * two-sided p-value.
 */
export function twoProportions(reference: Rate, current: Rate): TwoSample {
  const pooled = (reference.hits + current.hits) / (reference.n + current.n)
  const variance = pooled * (1 - pooled) * (1 / reference.n + 1 / current.n)
  // Either there are no rows, or all outcomes are the same.
  if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) return { statistic: 0, p: 1 }
  const statistic = (reference.hits / reference.n - current.hits / current.n) / Math.sqrt(variance)
  // 2 (1 - Φ(|z|)) = Q(1/2, z² / 2)
  return { statistic, p: upperGamma(0.5, (statistic * statistic) / 2) }
}

/**
 * The Wasserstein-1 distance divided by the population standard deviation of the reference, or by 0.001 if that is
 * larger (as in Evidently).
 */
export function wassersteinNormed(reference: Float64Array, current: Float64Array): number {
  return wasserstein(reference, current) / Math.max(0.001, deviation(reference))
}

/**
 * Kolmogorov-Smirnov D = max |F - G| for counts in ordered bins. The p-value from `kolmogorovTail` is conservative, as
 * it always is with ties.
 */
export function kolmogorovOfCounts(reference: Counts, current: Counts): number {
  const p = shares(reference)
  const q = shares(current)
  let [ahead, max] = [0, 0]
  for (let i = 0; i < p.length; i++) {
    ahead += (p[i] as number) - (q[i] as number)
    max = Math.max(max, Math.abs(ahead))
  }
  return max
}

/**
 * Returns the inner edges of `bins` equal-width bins over the combined range of all samples. The samples must be
 * sorted, and at least one must contain a value.
 */
export function equalCuts(samples: readonly Float64Array[], bins: number): Float64Array {
  const nonEmpty = samples.filter((sorted) => sorted.length > 0)
  const low = Math.min(...nonEmpty.map((sorted) => sorted[0] as number))
  const high = Math.max(...nonEmpty.map((sorted) => sorted[sorted.length - 1] as number))
  if (high <= low) return new Float64Array(0)
  return Float64Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins)
}

/** Sturges' rule (1926) for the number of bins for n values, rounded as in NumPy's `histogram_bin_edges`. */
export function sturges(n: number): number {
  let doublings = 0
  while (2 ** doublings < n) doublings++
  return doublings + 1
}

/**
 * Returns the critical value of PSI with `bins` bins: about (1/n + 1/m) χ² with bins - 1 degrees of freedom (Yurdakul
 * 2018), which is accurate if the bins contain many rows.
 */
export function psiCritical(n: number, m: number, bins: number, alpha: number): number {
  return (1 / n + 1 / m) * chiSquaredQuantile(bins - 1, alpha)
}

function deviation(values: Float64Array): number {
  if (values.length === 0) return 0
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
