/**
 * @file Quantiles of latencies: by the nearest rank, which never gives a time no request took, and by a sketch of flat size whose
 * answers are within 1 % (DDSketch: Masson, Rim, Lee 2019, VLDB 12), and which adds up over minutes and replicas. Hyndman and Fan's
 * type 7 is `quantile` of data/profile-parts/numbers.
 */
import { exp, log } from '../base/exact'

/** The value at rank ⌈q n⌉ of sorted values; NaN of none. */
export function nearestRank(sorted: ArrayLike<number>, q: number): number {
  return sorted[rankOf(q, sorted.length)] ?? Number.NaN
}

/** From 0. */
function rankOf(q: number, n: number): number {
  // 0.07 x 100 is 7.000000000000001: no rank higher for that.
  return Math.min(n - 1, Math.max(0, Math.ceil(q * n - 1e-9 * Math.max(1, n * 1e-3)) - 1))
}

/** How far off, relatively, a quantile of a sketch may be. */
export const WITHIN = 0.01

const RATIO = (1 + WITHIN) / (1 - WITHIN)
const LN_RATIO = log(RATIO)
/** Of milliseconds: a microsecond to 28 hours. What is less counts as none, what is more as this. */
const LEAST = 1e-3
const MOST = 1e8
const FIRST = Math.ceil(log(LEAST) / LN_RATIO)
const LAST = Math.ceil(log(MOST) / LN_RATIO)

/** Plain JSON: at most 1,268 counts, whatever came. */
export interface Sketch {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  /** Values below a thousandth. */
  readonly none: number
  /** Bucket `from + i` holds values above RATIO^(from + i - 1), to RATIO^(from + i). */
  readonly from: number
  readonly counts: readonly number[]
}

export const NO_VALUES: Sketch = { count: 0, sum: 0, min: 0, max: 0, none: 0, from: 0, counts: [] }

/** The sketch with more values, none of which is negative; NaN is left out. */
export function sketched(values: ArrayLike<number>, sketch: Sketch = NO_VALUES): Sketch {
  const buckets = new Map<number, number>()
  let { count, sum, min, max, none } = sketch
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    min = count === 0 ? value : Math.min(min, value)
    max = count === 0 ? value : Math.max(max, value)
    count++
    sum += value
    if (value < LEAST) none++
    else {
      const bucket = Math.min(LAST, Math.max(FIRST, Math.ceil(log(value) / LN_RATIO)))
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
    }
  }
  return { count, sum, min, max, none, ...added(sketch, buckets) }
}

/** The sketch of all values of both. */
export function merged(a: Sketch, b: Sketch): Sketch {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const buckets = new Map(b.counts.map((count, i) => [b.from + i, count]))
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    none: a.none + b.none,
    ...added(a, buckets),
  }
}

function added({ from, counts }: Sketch, buckets: ReadonlyMap<number, number>): Pick<Sketch, 'from' | 'counts'> {
  if (buckets.size === 0) return { from, counts }
  const [low, high] = [Math.min(...buckets.keys()), Math.max(...buckets.keys())]
  const first = counts.length === 0 ? low : Math.min(from, low)
  const last = counts.length === 0 ? high : Math.max(from + counts.length - 1, high)
  const all = Array.from({ length: last - first + 1 }, (_, i) => counts[first + i - from] ?? 0)
  for (const [bucket, count] of buckets) all[bucket - first] = (all[bucket - first] as number) + count
  return { from: first, counts: all }
}

/** The value at rank ⌈q n⌉, within 1 % of it; NaN of none. */
export function sketchQuantile(sketch: Sketch, q: number): number {
  if (sketch.count === 0) return Number.NaN
  const rank = rankOf(q, sketch.count)
  // The ends are known as they are.
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

/** The value of a bucket that is relatively as far from its lower as from its upper end. */
function middleOf(bucket: number): number {
  return (2 * exp(bucket * LN_RATIO)) / (RATIO + 1)
}

/** How many values are at most `limit`, which counts as up to 2 % more: what an objective of latency asks. */
export function sketchWithin(sketch: Sketch, limit: number): number {
  if (limit >= sketch.max) return sketch.count
  if (limit < sketch.min) return 0
  if (limit < LEAST) return sketch.none
  const bucket = Math.ceil(log(limit) / LN_RATIO)
  let within = sketch.none
  for (let i = 0; i < sketch.counts.length && sketch.from + i <= bucket; i++) within += sketch.counts[i] as number
  return within
}
