/**
 * @file Permutation tests: if both samples have the same source, the assignment of values to samples is random, so shuffled samples show
 * the distribution of the statistic without drift, exactly, for any data and any size. Drawing stops once too many shuffles exceed
 * the statistic for it to be significant (Besag, Clifford 1991, Biometrika 78).
 */
import type { Rng } from '../base/rng'

export interface PermutationResult {
  readonly p: number
  /** Larger statistics have p <= alpha, as far as the drawn shuffles show. */
  readonly threshold: number
  readonly draws: number
}

/** Drawing stops after this many shuffles above the statistic, but not before this many draws. */
const ENOUGH_ABOVE = 30
const MIN_DRAWS = 99

/** Enough draws for p to be as small as alpha / 5, and at least 999. */
export function drawsFor(alpha: number): number {
  return Math.min(20_000, Math.max(999, Math.ceil(5 / alpha)))
}

/** The p-value and the threshold of a statistic from up to `draws` shuffles. */
export function permutationTest(
  statistic: number,
  alpha: number,
  shuffled: () => number,
  draws = drawsFor(alpha),
): PermutationResult {
  const seen: number[] = []
  let above = 0
  // Sums in a different order may differ in their last digits, but equal ones must count as equal.
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

/** The largest value with a p-value above alpha among sorted statistics without drift. */
export function thresholdOf(nulls: Float64Array, alpha: number): number {
  return nulls[nulls.length - Math.floor(alpha * (nulls.length + 1))] ?? Number.POSITIVE_INFINITY
}

/** Moves `k` random items to the front, in place, with equal probability (Fisher and Yates); call it again for the next draw. */
export function shuffleFront(items: Uint32Array, k: number, random: Rng): void {
  for (let i = 0; i < k; i++) {
    const j = i + random.below(items.length - i)
    const swapped = items[i] as number
    items[i] = items[j] as number
    items[j] = swapped
  }
}
