/**
 * @file Seeded simulations with and without drift, and the maximum number of false alarms that can be explained by
 * chance.
 */
import { rng } from '../base/rng'

/**
 * Creates a sorted reference and a sorted window of normally distributed values; the window is shifted by `moved`
 * standard deviations.
 */
export function numbers(seed: number, n: number, m: number, moved = 0): [Float64Array, Float64Array] {
  const random = rng(seed, { kind: 'generate' })
  const sample = (size: number, by: number) => Float64Array.from({ length: size }, () => random.normal() + by).sort()
  return [sample(n, 0), sample(m, moved)]
}

/** Creates the category counts of a reference and of a window. */
export function categories(
  seed: number,
  sizes: readonly [n: number, m: number],
  reference: readonly number[],
  current = reference,
): [number[], number[]] {
  const random = rng(seed, { kind: 'generate' })
  const counts = (n: number, shares: readonly number[]) => {
    const found = shares.map(() => 0)
    for (let i = 0; i < n; i++) {
      let [rest, k] = [random.uniform(), 0]
      while (k < shares.length - 1 && rest >= (shares[k] as number)) rest -= shares[k++] as number
      found[k] = (found[k] as number) + 1
    }
    return found
  }
  return [counts(sizes[0], reference), counts(sizes[1], current)]
}

/** Returns the number of simulations, with seeds 1, 2, ..., in which drift is detected. */
export function alarms(worlds: number, drifted: (seed: number) => boolean): number {
  let count = 0
  for (let seed = 1; seed <= worlds; seed++) if (drifted(seed)) count++
  return count
}

/**
 * Returns the maximum number of alarms to accept at an alarm rate of 6% (5% + 1%): three standard deviations above the
 * mean, which is exceeded by chance about once in a thousand runs.
 */
export function atMost(worlds: number): number {
  return worlds * 0.06 + 3.1 * Math.sqrt(worlds * 0.06 * 0.94)
}
