/**
 * @file Permutation tests: if both samples have the same source, the assignment of values to samples is random, so
 * shuffled samples give the exact distribution of the statistic without drift, for any data and any sample size.
 * Shuffling stops as soon as the statistic can no longer be significant, because too many shuffles exceed it (Besag,
 * Clifford 1991, Biometrika 78).
 */
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
