/** @file Histogram: how values are distributed over equal ranges. */

/** The counts of values in equal ranges from `low` to `high`. */
export interface Histogram {
  readonly low: number
  readonly high: number
  readonly counts: readonly number[]
}

const BINS = 32

/** The histogram of all values in several arrays; values that are not finite are left out. */
export function histogramOf(parts: readonly Float32Array[]): Histogram {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const part of parts)
    for (const value of part) {
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  const counts = new Array<number>(BINS).fill(0)
  if (low > high) return { low: 0, high: 0, counts }
  const scale = high > low ? BINS / (high - low) : 0
  for (const part of parts)
    for (const value of part) {
      if (!Number.isFinite(value)) continue
      const bin = Math.min(BINS - 1, Math.floor((value - low) * scale))
      counts[bin] = (counts[bin] as number) + 1
    }
  return { low, high, counts }
}
