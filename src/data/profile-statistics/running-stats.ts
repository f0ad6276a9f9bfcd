/**
 * @file Running statistics of a stream of numbers. Moments are exact. Order statistics are exact for up to MAX_SAMPLE
 * values and computed from a sample beyond that. The sample depends only on the row numbers, so merging the statistics
 * of several parts gives the same result as a single pass.
 */
import { type DistinctSketch, distinctSketch, estimateDistinct, mixBits, addNumber } from './value-counts'

/** The maximum number of values in the sample. The profiles of columns with at most this many rows are exact. */
const MAX_SAMPLE = 2 ** 20

export interface RunningStats {
  n: number
  min: number
  max: number
  mean: number
  /** Sum of squared deviations from the mean. */
  squares: number
  sample: Float64Array<ArrayBuffer>
  sampleRows: Uint32Array<ArrayBuffer>
  sampleSize: number
  /**
   * A row is in the sample if its hashed row number is below this bound. The bound starts high enough to include all
   * rows and is lowered when there are too many.
   */
  below: number
  distinct: DistinctSketch | undefined
  readonly most: number
}

/** Creates empty statistics that sample at most `max` values. */
export function emptyStats(max = MAX_SAMPLE): RunningStats {
  const capacity = Math.min(max, 1024)
  return {
    ...{
      n: 0,
      min: Number.NaN,
      max: Number.NaN,
      mean: Number.NaN,
      squares: 0,
      sampleSize: 0,
      below: 2 ** 32,
      most: max,
    },
    sample: new Float64Array(capacity),
    sampleRows: new Uint32Array(capacity),
    distinct: undefined,
  }
}

/** Adds the value of one row using Welford's update (1962); NaN is ignored. */
export function addValue(all: RunningStats, value: number, row: number): void {
  if (Number.isNaN(value)) return
  all.n++
  if (all.n === 1) {
    all.min = all.max = all.mean = value
  } else {
    if (value < all.min) all.min = value
    if (value > all.max) all.max = value
    const distance = value - all.mean
    all.mean += distance / all.n
    all.squares += distance * (value - all.mean)
  }
  if (all.distinct) addNumber(all.distinct, value)
  if (all.below < 2 ** 32 && mixBits(row) >= all.below) return
  addToSample(all, value, row)
}

function addToSample(all: RunningStats, value: number, row: number): void {
  if (all.sampleSize === all.sample.length) {
    if (all.sampleSize < all.most) growSample(all)
    else halveSample(all)
    if (all.below < 2 ** 32 && mixBits(row) >= all.below) return
  }
  all.sample[all.sampleSize] = value
  all.sampleRows[all.sampleSize++] = row
}

function growSample(all: RunningStats): void {
  const capacity = Math.min(all.most, all.sample.length * 2)
  const [sample, rows] = [new Float64Array(capacity), new Uint32Array(capacity)]
  sample.set(all.sample)
  rows.set(all.sampleRows)
  all.sample = sample
  all.sampleRows = rows
}

/** Halves the sample repeatedly until it fits the size limit. */
function halveSample(all: RunningStats): void {
  all.distinct ??= sketchOf(all)
  while (all.sampleSize >= all.most) {
    all.below /= 2
    let kept = 0
    for (let i = 0; i < all.sampleSize; i++) {
      if (mixBits(all.sampleRows[i] as number) >= all.below) continue
      all.sample[kept] = all.sample[i] as number
      all.sampleRows[kept++] = all.sampleRows[i] as number
    }
    all.sampleSize = kept
  }
}

function sketchOf(all: RunningStats): DistinctSketch {
  const sketch = distinctSketch()
  for (let i = 0; i < all.sampleSize; i++) addNumber(sketch, all.sample[i] as number)
  return sketch
}

export interface Quantiles {
  readonly q05: number
  readonly q25: number
  readonly median: number
  readonly q75: number
  readonly q95: number
}

export interface NumberSummary {
  readonly distinct: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Population standard deviation. */
  readonly deviation: number
  /** Quantiles with linear interpolation between neighbors (type 7), as in NumPy. */
  readonly quantiles: Quantiles
  /**
   * Counts in equal-width bins from min to max, where the last bin includes max. If a sample was counted, the counts
   * are scaled up.
   */
  readonly histogram: readonly number[]
  /** Values that occur more than once, most frequent first. */
  readonly top: readonly { readonly value: number; readonly count: number }[]
  /**
   * The size of the sample that `quantiles`, `histogram` and `top` are based on. If present, `distinct` is an estimate.
   */
  readonly sampled?: number
}

const TOP = 10

/** Summarizes the numbers and adds a histogram with `bins` bins. */
export function summarize(all: RunningStats, bins: number): NumberSummary {
  const sorted = all.sample.slice(0, all.sampleSize).sort()
  const { n, min, max, mean } = all
  const histogram = new Array<number>(bins).fill(0)
  const top: { value: number; count: number }[] = []
  let distinct = 0
  for (let i = 0; i < sorted.length; ) {
    const value = sorted[i] as number
    let next = i + 1
    while (next < sorted.length && sorted[next] === value) next++
    distinct++
    const bin = max > min ? Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins)) : 0
    histogram[bin] = (histogram[bin] as number) + (next - i)
    if (next - i > 1) keepTop(top, { value, count: next - i })
    i = next
  }
  const sampled = all.below < 2 ** 32
  const scale = sampled ? n / sorted.length : 1
  const at = (q: number) => quantile(sorted, q)
  return {
    distinct: all.distinct ? estimateDistinct(all.distinct) : distinct,
    ...{ min, max, mean },
    deviation: n > 0 ? Math.sqrt(all.squares / n) : Number.NaN,
    quantiles: { q05: at(0.05), q25: at(0.25), median: at(0.5), q75: at(0.75), q95: at(0.95) },
    histogram: histogram.map((count) => Math.round(count * scale)),
    top: top.map(({ value, count }) => ({ value, count: Math.round(count * scale) })),
    ...(sampled ? { sampled: sorted.length } : {}),
  }
}

function keepTop(top: { value: number; count: number }[], one: { value: number; count: number }): void {
  if (top.length === TOP && one.count <= (top[TOP - 1] as { count: number }).count) return
  const at = top.findIndex(({ count }) => count < one.count)
  top.splice(at < 0 ? top.length : at, 0, one)
  if (top.length > TOP) top.pop()
}

/**
 * The quantile at h = (n - 1) q, interpolated linearly between the two adjacent values (Hyndman and Fan's type 7); NaN
 * if there are no values.
 */
export function quantile(sorted: Float64Array, q: number): number {
  const h = (sorted.length - 1) * q
  const below = sorted[Math.floor(h)] ?? Number.NaN
  const above = sorted[Math.ceil(h)] ?? Number.NaN
  return below + (h - Math.floor(h)) * (above - below)
}
