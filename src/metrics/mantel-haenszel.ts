/**
 * @file mantelHaenszel: tests whether a rate differs between two samples, adjusted for strata so that a change in the
 * mix of strata does not count as a difference (Cochran 1954, Biometrics 10; Mantel, Haenszel 1959, JNCI 22).
 */
import type { Rate } from './drift'
import { type TwoSample, upperGamma } from './two-sample-tests'

/** The number of hits and the number of rows of one stratum, in both samples. */
export interface Stratum {
  readonly reference: Rate
  readonly current: Rate
}

export interface Stratified extends TwoSample {
  /** The number of hits in the current sample minus the number expected. */
  readonly excess: number
  /** The variance of the excess; a small variance means that there is little evidence. */
  readonly variance: number
}

/** Computes χ² with one degree of freedom and with the continuity correction, which makes the test conservative. */
export function mantelHaenszel(strata: readonly Stratum[]): Stratified {
  let [excess, variance] = [0, 0]
  for (const { reference, current } of strata) {
    const n = reference.n + current.n
    if (reference.n === 0 || current.n === 0 || n < 2) continue
    const hits = reference.hits + current.hits
    excess += current.hits - (current.n * hits) / n
    variance += (reference.n * current.n * hits * (n - hits)) / (n * n * (n - 1))
  }
  if (variance === 0) return { statistic: 0, p: 1, excess, variance }
  const statistic = Math.max(0, Math.abs(excess) - 0.5) ** 2 / variance
  return { statistic, p: upperGamma(0.5, statistic / 2), excess, variance }
}
