/** @file Draws that worlds are made of, each exact in every browser: how many, which one, how likely. */
import { exp } from '../../../base/exact'
import type { Rng } from '../../../base/rng'

/** How many of what happens `mean` times on average (Poisson, by the product of uniform draws; for means up to some hundreds). */
export function poisson(random: Rng, mean: number): number {
  let count = 0
  // In parts, since e^-mean of a large mean is no number any more.
  for (let left = mean; left > 0; left -= 100) {
    const floor = exp(-Math.min(left, 100))
    let product = random.uniform()
    while (product > floor) {
      product *= random.uniform()
      count++
    }
  }
  return count
}

/** One of the keys, as likely as its weight among all. */
export function pick<T extends string>(random: Rng, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries(weights) as [T, number][]
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.uniform() * total
  for (const [key, weight] of entries) {
    left -= weight
    if (left < 0) return key
  }
  return (entries.findLast(([, weight]) => weight > 0) ?? entries[0] ?? fail())[0]
}

function fail(): never {
  throw new Error('nothing to pick from')
}

/** e to a normal draw: what is mostly small and now and then large. */
export function logNormal(random: Rng, mean: number, deviation: number): number {
  return exp(mean + deviation * random.normal())
}

/** The probability that a score of evidence means: 1 / (1 + e^-score). */
export function likelihood(score: number): number {
  return 1 / (1 + exp(-score))
}

/** Weights made to sum to 1. */
export function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The density of a normal, but for the factor that all share. */
export function bell(x: number, mean: number, deviation: number): number {
  const z = (x - mean) / deviation
  return exp(-0.5 * z * z) / deviation
}
