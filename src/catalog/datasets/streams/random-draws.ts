/**
 * @file Random draws for simulated streams (counts, choices, probabilities), with identical results in every browser.
 */
import { exp } from '../../../base/exact-math'
import type { Rng } from '../../../base/rng'

/** Draws from the Poisson distribution with this mean by multiplying uniform draws; for means up to a few hundred. */
export function poisson(random: Rng, mean: number): number {
  let count = 0
  // Draw in parts, because e^-mean underflows for a large mean.
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

/** Draws one of the keys, with probability proportional to its weight. */
export function pick<T extends string>(random: Rng, weights: Readonly<Record<T, number>>): T {
  const keys = Object.keys(weights) as T[]
  let total = 0
  for (const key of keys) total += weights[key]
  let left = random.uniform() * total
  for (const key of keys) {
    left -= weights[key]
    if (left < 0) return key
  }
  return keys.findLast((key) => weights[key] > 0) ?? keys[0] ?? fail()
}

function fail(): never {
  throw new Error('there is nothing to choose from')
}

/** A log-normal draw: mostly small, sometimes large. `mean` and `deviation` refer to the logarithm. */
export function logNormal(random: Rng, mean: number, deviation: number): number {
  return exp(mean + deviation * random.normal())
}

/** The probability that corresponds to a log-odds score: 1 / (1 + e^-score). */
export function logistic(score: number): number {
  return 1 / (1 + exp(-score))
}

/** Scales the weights to sum to 1. */
export function normalized(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The density of a normal distribution, without the constant factor 1 / √(2π). */
export function normalDensity(x: number, mean: number, deviation: number): number {
  const z = (x - mean) / deviation
  return exp(-0.5 * z * z) / deviation
}

/** The value of a yes/no column. */
export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
