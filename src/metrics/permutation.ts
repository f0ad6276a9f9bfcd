/**
 * @file Permutation tests: were both samples from one source, which value is in which is chance, so the statistic of shuffled samples
 * shows what it is without drift, exactly, for any data and any size. Once so many shuffles lie above that it cannot be drift, it is
 * enough (Besag, Clifford 1991, Biometrika 78).
 */
import type { Rng } from '../base/rng'

export interface Permuted {
  readonly p: number
  /** What is larger has p <= alpha, as far as the shuffles that were drawn tell. */
  readonly threshold: number
  readonly draws: number
}

/** So many above the statistic are enough, after so many draws. */
const ENOUGH = 30
const AT_LEAST = 99

/** Draws that let p be as small as alpha / 5, and no fewer than 999. */
export function drawsFor(alpha: number): number {
  return Math.min(20_000, Math.max(999, Math.ceil(5 / alpha)))
}

/** p and threshold of a statistic by up to `draws` shuffled ones. */
export function permuted(statistic: number, alpha: number, shuffled: () => number, draws = drawsFor(alpha)): Permuted {
  const seen: number[] = []
  let above = 0
  // Sums in another order may differ in their last digits: what is equal must count as equal.
  const bar = statistic - 1e-12 * Math.abs(statistic)
  while (seen.length < draws && !(above >= ENOUGH && seen.length >= AT_LEAST)) {
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

/** Draws `k` of the items to the front, in place, each choice as likely (Fisher and Yates); call it again for the next draw. */
export function drawFront(items: Uint32Array, k: number, random: Rng): void {
  for (let i = 0; i < k; i++) {
    const j = i + random.below(items.length - i)
    const held = items[i] as number
    items[i] = items[j] as number
    items[j] = held
  }
}
