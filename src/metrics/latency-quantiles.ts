/**
 * @file Latency quantiles, computed in two ways: by nearest rank, which always returns the latency of an actual
 * request, and by a sketch of bounded size with 1% accuracy (DDSketch: Masson, Rim, Lee 2019, VLDB 12), which can be
 * merged across minutes and replicas. Hyndman and Fan's type 7 is `quantile` in
 * `data/profile-statistics/running-stats.ts`.
 */
import { exp, log } from '../base/exact-math'

/** Returns the value at rank ⌈q n⌉ of the sorted values; NaN if there are none. */
export function nearestRank(sorted: ArrayLike<number>, q: number): number {
  return sorted[rankOf(q, sorted.length)] ?? Number.NaN
}

/** Returns the zero-based rank of quantile q among n sorted values. */
function rankOf(q: number, n: number): number {
  // In doubles, 0.07 × 100 is 7.000000000000001, which must not be rounded up to the next rank.
  return Math.min(n - 1, Math.max(0, Math.ceil(q * n - 1e-9 * Math.max(1, n * 1e-3)) - 1))
}

/** The maximum relative error of a sketch's quantiles. */
export const RELATIVE_ERROR = 0.01

const RATIO = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
const LN_RATIO = log(RATIO)
/**
 * The range of latencies that a sketch resolves, in milliseconds: one microsecond to 28 hours. Smaller values count as
 * zero; larger values count as the maximum.
 */
const MIN = 1e-3
const MAX = 1e8
const FIRST = Math.ceil(log(MIN) / LN_RATIO)
const LAST = Math.ceil(log(MAX) / LN_RATIO)

/** A quantile sketch as plain JSON, with at most 1,268 bucket counts. */
export interface Sketch {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  /** The number of values below MIN. */
  readonly none: number
  /** Bucket `from + i` counts the values above RATIO^(from + i - 1) and up to RATIO^(from + i), inclusive. */
  readonly from: number
  readonly counts: readonly number[]
}

export const EMPTY_SKETCH: Sketch = { count: 0, sum: 0, min: 0, max: 0, none: 0, from: 0, counts: [] }

/** Adds nonnegative values to the sketch; NaN is ignored. */
export function addToSketch(values: ArrayLike<number>, sketch: Sketch = EMPTY_SKETCH): Sketch {
  const buckets = new Map<number, number>()
  let { count, sum, min, max, none } = sketch
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    min = count === 0 ? value : Math.min(min, value)
    max = count === 0 ? value : Math.max(max, value)
    count++
    sum += value
    if (value < MIN) none++
    else {
      const bucket = Math.min(LAST, Math.max(FIRST, Math.ceil(log(value) / LN_RATIO)))
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
    }
  }
  return { count, sum, min, max, none, ...addBuckets(sketch, buckets) }
}

/** Merges two sketches into a sketch of all their values. */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const buckets = new Map(b.counts.map((count, i) => [b.from + i, count]))
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    none: a.none + b.none,
    ...addBuckets(a, buckets),
  }
}

function addBuckets({ from, counts }: Sketch, buckets: ReadonlyMap<number, number>): Pick<Sketch, 'from' | 'counts'> {
  if (buckets.size === 0) return { from, counts }
  const [low, high] = [Math.min(...buckets.keys()), Math.max(...buckets.keys())]
  const first = counts.length === 0 ? low : Math.min(from, low)
  const last = counts.length === 0 ? high : Math.max(from + counts.length - 1, high)
  const all = Array.from({ length: last - first + 1 }, (_, i) => counts[first + i - from] ?? 0)
  for (const [bucket, count] of buckets) all[bucket - first] = (all[bucket - first] as number) + count
  return { from: first, counts: all }
}

/** Returns the value at rank ⌈q n⌉, to within 1%; NaN if there are no values. */
export function sketchQuantile(sketch: Sketch, q: number): number {
  if (sketch.count === 0) return Number.NaN
  const rank = rankOf(q, sketch.count)
  // The minimum and the maximum are stored exactly.
  if (rank === 0) return sketch.min
  if (rank === sketch.count - 1) return sketch.max
  let below = sketch.none
  if (rank < below) return sketch.min
  for (let i = 0; i < sketch.counts.length; i++) {
    below += sketch.counts[i] as number
    if (rank < below) return Math.min(sketch.max, Math.max(sketch.min, middleOf(sketch.from + i)))
  }
  return sketch.max
}

/** Returns the value in a bucket that has the same relative distance to both ends of the bucket. */
function middleOf(bucket: number): number {
  return (2 * exp(bucket * LN_RATIO)) / (RATIO + 1)
}

/**
 * Returns the number of values that are at most `limit`, as used for latency objectives; the count may include values
 * up to 2% larger.
 */
export function countWithin(sketch: Sketch, limit: number): number {
  if (limit >= sketch.max) return sketch.count
  if (limit < sketch.min) return 0
  if (limit < MIN) return sketch.none
  const bucket = Math.ceil(log(limit) / LN_RATIO)
  let within = sketch.none
  for (let i = 0; i < sketch.counts.length && sketch.from + i <= bucket; i++) within += sketch.counts[i] as number
  return within
}
