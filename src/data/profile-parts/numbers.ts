/**
 * @file Numbers: what is known of many numbers, seen one by one: moments exactly, order statistics exactly for the first million, then
 * by a sample that row numbers alone decide, so that parts merge into what the whole would have given.
 */
import { type DistinctSketch, distinctSketch, estimate, mergeDistinct, scatter, seeNumber } from './distinct'

/** Values held at most. 2^20 rows are profiled exactly. */
export const HELD = 2 ** 20

export interface Numbers {
  n: number
  min: number
  max: number
  mean: number
  /** Sum of squared distances from the mean. */
  squares: number
  held: Float64Array<ArrayBuffer>
  rows: Uint32Array<ArrayBuffer>
  kept: number
  /** A row is held where its scattered number is below this: all, until there are too many. */
  below: number
  distinct: DistinctSketch | undefined
  readonly most: number
}

/** Numbers of which none were seen yet; `most` are held. */
export function noNumbers(most = HELD): Numbers {
  const room = Math.min(most, 1024)
  return {
    ...{ n: 0, min: Number.NaN, max: Number.NaN, mean: Number.NaN, squares: 0, kept: 0, below: 2 ** 32, most },
    held: new Float64Array(room),
    rows: new Uint32Array(room),
    distinct: undefined,
  }
}

/** Takes in the value of a row; NaN is no value. Welford's update (1962). */
export function seeValue(all: Numbers, value: number, row: number): void {
  if (Number.isNaN(value)) return
  all.n++
  if (all.n === 1) {
    all.min = all.max = all.mean = value
  } else {
    if (value < all.min) all.min = value
    if (value > all.max) all.max = value
    const apart = value - all.mean
    all.mean += apart / all.n
    all.squares += apart * (value - all.mean)
  }
  if (all.distinct) seeNumber(all.distinct, value)
  if (all.below < 2 ** 32 && scatter(row) >= all.below) return
  hold(all, value, row)
}

function hold(all: Numbers, value: number, row: number): void {
  if (all.kept === all.held.length) {
    if (all.kept < all.most) grow(all)
    else thinOut(all)
    if (all.below < 2 ** 32 && scatter(row) >= all.below) return
  }
  all.held[all.kept] = value
  all.rows[all.kept++] = row
}

function grow(all: Numbers): void {
  const room = Math.min(all.most, all.held.length * 2)
  const [held, rows] = [new Float64Array(room), new Uint32Array(room)]
  held.set(all.held)
  rows.set(all.rows)
  Object.assign(all, { held, rows })
}

/** Halves the sample, until there is room. */
function thinOut(all: Numbers): void {
  all.distinct ??= sketchOf(all)
  while (all.kept >= all.most) {
    all.below /= 2
    let kept = 0
    for (let i = 0; i < all.kept; i++) {
      if (scatter(all.rows[i] as number) >= all.below) continue
      all.held[kept] = all.held[i] as number
      all.rows[kept++] = all.rows[i] as number
    }
    all.kept = kept
  }
}

function sketchOf(all: Numbers): DistinctSketch {
  const sketch = distinctSketch()
  for (let i = 0; i < all.kept; i++) seeNumber(sketch, all.held[i] as number)
  return sketch
}

/** Takes in what was seen elsewhere, of other rows (Chan, Golub and LeVeque 1979). */
export function mergeNumbers(into: Numbers, other: Numbers): void {
  if (other.n === 0) return
  if (into.distinct || other.distinct) {
    into.distinct ??= sketchOf(into)
    mergeDistinct(into.distinct, other.distinct ?? sketchOf(other))
  }
  const n = into.n + other.n
  const first = into.n === 0
  const apart = first ? 0 : other.mean - into.mean
  into.squares += other.squares + (apart * apart * into.n * other.n) / n
  into.mean = first ? other.mean : into.mean + (apart * other.n) / n
  into.min = first ? other.min : Math.min(into.min, other.min)
  into.max = first ? other.max : Math.max(into.max, other.max)
  into.n = n
  if (other.below < into.below) {
    into.below = other.below
    let kept = 0
    for (let i = 0; i < into.kept; i++) {
      if (scatter(into.rows[i] as number) >= into.below) continue
      into.held[kept] = into.held[i] as number
      into.rows[kept++] = into.rows[i] as number
    }
    into.kept = kept
  }
  for (let i = 0; i < other.kept; i++) {
    const row = other.rows[i] as number
    if (into.below >= 2 ** 32 || scatter(row) < into.below) hold(into, other.held[i] as number, row)
  }
}

export interface Quantiles {
  readonly q05: number
  readonly q25: number
  readonly median: number
  readonly q75: number
  readonly q95: number
}

export interface Spread {
  readonly distinct: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Population standard deviation. */
  readonly deviation: number
  /** Linear between neighbours (type 7), as numpy. */
  readonly quantiles: Quantiles
  /** Counts in equal bins from min to max, the last one closed; of a sample, in proportion. */
  readonly histogram: readonly number[]
  /** Values that come more than once, the most frequent first. */
  readonly top: readonly { readonly value: number; readonly count: number }[]
  /** Quantiles, histogram and top are those of so many rows, and distinct is an estimate. */
  readonly sampled?: number
}

const TOP = 10

/** What is said of the numbers, with a histogram of so many bins. */
export function spreadOf(all: Numbers, bins: number): Spread {
  const sorted = all.held.slice(0, all.kept).sort()
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
    distinct: all.distinct ? estimate(all.distinct) : distinct,
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

/** h = (n - 1) q, linear between the two values around it (Hyndman and Fan's type 7); NaN of nothing. */
export function quantile(sorted: Float64Array, q: number): number {
  const h = (sorted.length - 1) * q
  const below = sorted[Math.floor(h)] ?? Number.NaN
  const above = sorted[Math.ceil(h)] ?? Number.NaN
  return below + (h - Math.floor(h)) * (above - below)
}
