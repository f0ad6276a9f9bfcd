/**
 * @file Where errors gather: weak slices, which are conjunctions of up to two conditions whose rows have more errors
 * than the others (as Chung et al. 2019, Slice Finder, ICDE), and an error tree. Both only report what chance cannot
 * explain, corrected for the number of slices and splits that are compared.
 */
import { correctPValues } from './multiple-testing'
import { fisherBelow, upperGamma } from './two-sample-tests'

/** A column whose values are divided into buckets. */
export interface SliceFeature {
  /** The bucket of each row: below `buckets`, equal to it for a missing value, or -1 for values that form no bucket. */
  readonly codes: ArrayLike<number>
  readonly buckets: number
  /** Whether buckets are in order, so that adjacent ones form a range. */
  readonly isOrdered: boolean
}

/** The buckets `from` to `to` (inclusive) of a feature. */
export interface BucketRange {
  readonly feature: number
  readonly from: number
  readonly to: number
}

export interface RowErrors {
  /** 1 for a wrong row and 0 for a correct one, or an absolute error; NaN for rows that do not count. */
  readonly errors: ArrayLike<number>
  readonly isRate: boolean
}

export interface WeakSlice {
  readonly conditions: readonly BucketRange[]
  readonly n: number
  /** The mean error of the slice, and of all other rows. */
  readonly mean: number
  readonly rest: number
  /** The p-value, corrected for all slices that were compared (Holm). */
  readonly p: number
}

export interface SliceOptions {
  /** The fewest rows in a slice or leaf. */
  readonly least: number
  readonly most?: number
  readonly alpha?: number
}

const ALPHA = 0.05
/** A slice is reported if its mean error is at least this multiple of that of the other rows. */
const LEAST_RATIO = 1.25
/** The slices, highest z first, for which an exact test is computed. */
const TESTED = 50

interface Candidate {
  readonly conditions: readonly BucketRange[]
  readonly n: number
  readonly sum: number
  readonly z: number
}

/**
 * Finds the weak slices, strongest evidence first. Each is looked for among the rows outside of those found before, so
 * that no slice is reported that only repeats them. Slices of one and of two conditions each get half of alpha.
 */
export function* findWeakSlices(
  features: readonly SliceFeature[],
  rows: RowErrors,
  { least, most = 10, alpha = ALPHA }: SliceOptions,
): Generator<undefined, readonly WeakSlice[]> {
  const found: WeakSlice[] = []
  let left = knownRows(rows)
  const all = sampleOf(rows, left)
  while (found.length < most) {
    const sample = sampleOf(rows, left)
    const levels: readonly [Search, Search] = [search(sample, least), search(sample, least)]
    for (let a = 0; a < features.length; a++) {
      const first = features[a] as SliceFeature
      addSingles(levels[0], sample, first, a)
      for (let b = a + 1; b < features.length; b++) {
        addPairs(levels[1], sample, [first, features[b] as SliceFeature], [a, b])
        yield
      }
    }
    const tested = levels.map((level) => bestOf(level, features, sample, alpha / 2))
    const [best] = tested.flatMap((one) => one ?? []).sort((a, b) => a.p - b.p || b.candidate.z - a.candidate.z)
    if (!best) break
    const inside = (row: number) => isInside(features, best.candidate.conditions, row)
    found.push({ conditions: best.candidate.conditions, ...meansOf(all, inside), p: Math.min(1, 2 * best.p) })
    left = left.filter((row) => !inside(row))
  }
  return found
}

/** The errors of some rows. */
interface Sample extends RowErrors {
  readonly rows: Uint32Array
  /** What is compared: the errors themselves if they are 0 or 1, or else their ranks, which no outlier dominates. */
  readonly scores: Float64Array
  readonly mean: number
  /** The variance of the scores. */
  readonly variance: number
}

function knownRows({ errors }: RowErrors): Uint32Array {
  return Uint32Array.from(Array.from({ length: errors.length }, (_, row) => row)).filter(
    (row) => !Number.isNaN(errors[row] as number),
  )
}

function sampleOf({ errors, isRate }: RowErrors, rows: Uint32Array): Sample {
  const own = Float64Array.from(rows, (row) => errors[row] as number)
  const scores = isRate ? own : ranks(own)
  const mean = meanOf(scores)
  let squares = 0
  for (const score of scores) squares += (score - mean) ** 2
  return { errors, isRate, rows, scores, mean, variance: scores.length > 1 ? squares / scores.length : 0 }
}

function meanOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

/** The ranks of the values from 1; equal values share their mean rank. */
function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number))
  const out = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let i = from; i < to; i++) out[order[i] as number] = (from + 1 + to) / 2
    from = to
  }
  return out
}

interface Search {
  readonly sample: Sample
  readonly least: number
  /** How many slices are compared. */
  count: number
  readonly high: Candidate[]
}

function search(sample: Sample, least: number): Search {
  return { sample, least, count: 0, high: [] }
}

/** The ranges of a feature: each bucket, missing values, and for ordered buckets each part that is not the whole. */
function rangesOf({ buckets, isOrdered }: SliceFeature): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (let from = 0; from <= buckets; from++) {
    const last = isOrdered && from < buckets ? buckets - 1 : from
    for (let to = from; to <= last; to++) if (to - from + 1 < buckets || !isOrdered) ranges.push([from, to])
  }
  return ranges
}

function addSingles(into: Search, sample: Sample, feature: SliceFeature, at: number): void {
  const { counts, sums } = tableOf(sample, [feature, ONE])
  for (const [from, to] of rangesOf(feature)) {
    const area = [from, to, 0, 0] as const
    consider(into, [{ feature: at, from, to }], total(counts, 1, area), total(sums, 1, area))
  }
}

/** A feature with a single bucket for all rows. */
const ONE: SliceFeature = { codes: [], buckets: 0, isOrdered: false }

function addPairs(
  into: Search,
  sample: Sample,
  pair: readonly [SliceFeature, SliceFeature],
  [first, second]: readonly [number, number],
): void {
  const width = pair[1].buckets + 1
  const { counts, sums } = tableOf(sample, pair)
  const columns = rangesOf(pair[1])
  for (const [from, to] of rangesOf(pair[0])) {
    for (const [left, right] of columns) {
      const area = [from, to, left, right] as const
      const n = total(counts, width, area)
      if (n < into.least) continue
      const conditions = [
        { feature: first, from, to },
        { feature: second, from: left, to: right },
      ]
      consider(into, conditions, n, total(sums, width, area))
    }
  }
}

/** The number of rows and the sum of their scores by two buckets, as sums over all buckets up to each one. */
function tableOf({ rows, scores }: Sample, [a, b]: readonly [SliceFeature, SliceFeature]) {
  const [height, width] = [a.buckets + 1, b.buckets + 1]
  const counts = new Float64Array((height + 1) * (width + 1))
  const sums = new Float64Array((height + 1) * (width + 1))
  rows.forEach((row, i) => {
    const [y, x] = [a.codes[row] as number, b === ONE ? 0 : (b.codes[row] as number)]
    if (y < 0 || x < 0) return
    const at = (y + 1) * (width + 1) + x + 1
    counts[at] = (counts[at] as number) + 1
    sums[at] = (sums[at] as number) + (scores[i] as number)
  })
  for (const table of [counts, sums]) {
    for (let y = 1; y <= height; y++) {
      for (let x = 1; x <= width; x++) {
        const at = y * (width + 1) + x
        const [above, before, both] = [table[at - width - 1], table[at - 1], table[at - width - 2]] as number[]
        table[at] = (table[at] as number) + (above as number) + (before as number) - (both as number)
      }
    }
  }
  return { counts, sums }
}

/** The sum over a rectangle of buckets. */
function total(
  table: Float64Array,
  width: number,
  [top, bottom, left, right]: readonly [number, number, number, number],
): number {
  const at = (y: number, x: number) => table[y * (width + 1) + x] as number
  return at(bottom + 1, right + 1) - at(top, right + 1) - at(bottom + 1, left) + at(top, left)
}

function consider(into: Search, conditions: readonly BucketRange[], n: number, sum: number): void {
  const { sample, least, high } = into
  if (n < least || sample.rows.length - n < least) return
  into.count++
  const z = zOf(sample, n, sum)
  if (z < 2 || (high.length >= TESTED && z <= (high.at(-1) as Candidate).z)) return
  const place = high.findIndex((one) => one.z < z)
  high.splice(place < 0 ? high.length : place, 0, { conditions, n, sum, z })
  if (high.length > TESTED) high.pop()
}

/** How far the mean of n rows is above that of all rows, in standard deviations of random n rows. */
function zOf({ rows, mean, variance }: Sample, n: number, sum: number): number {
  const all = rows.length
  return variance === 0 ? 0 : (sum / n - mean) / Math.sqrt((variance * (all - n)) / (n * (all - 1)))
}

/** The best slice of a search whose corrected p-value is at most alpha. */
function bestOf({ high, count }: Search, features: readonly SliceFeature[], sample: Sample, alpha: number) {
  const strong = high.filter(({ conditions }) => {
    const { mean, rest } = meansOf(sample, (row) => isInside(features, conditions, row))
    return mean >= LEAST_RATIO * rest
  })
  if (strong.length === 0) return undefined
  const ps = strong.map(({ n, sum, z }) => pOf(sample, n, sum, z))
  // The slices without an exact test have larger p-values.
  // not text: the id of a correction
  const { adjusted, flagged } = correctPValues([...ps, ...new Array(count - ps.length).fill(1)], alpha, 'Holm')
  const best = strong.reduce((at, { z }, i) => {
    const isLess = (ps[i] as number) < (ps[at] as number)
    return isLess || (ps[i] === ps[at] && z > (strong[at] as Candidate).z) ? i : at
  }, 0)
  return flagged[best] ? { candidate: strong[best] as Candidate, p: adjusted[best] as number } : undefined
}

/** The one-sided p-value: Fisher's exact test of a rate, or that of a rank sum (Mann, Whitney 1947). */
function pOf({ isRate, mean, rows }: Sample, n: number, sum: number, z: number): number {
  if (!isRate) return upperGamma(0.5, (z * z) / 2) / 2
  const [all, wrong, own] = [rows.length, Math.round(mean * rows.length), Math.round(sum)]
  return fisherBelow(n - own, n, all - n - (wrong - own), all - n)
}

function isInside(features: readonly SliceFeature[], conditions: readonly BucketRange[], row: number): boolean {
  return conditions.every(({ feature, from, to }) => {
    const code = features[feature]?.codes[row] as number
    return code >= from && code <= to
  })
}

function meansOf({ rows, errors }: Sample, inside: (row: number) => boolean) {
  let [n, own, others] = [0, 0, 0]
  for (const row of rows) {
    if (inside(row)) {
      n++
      own += errors[row] as number
    } else others += errors[row] as number
  }
  return { n, mean: own / n, rest: others / (rows.length - n) }
}

/** A node of the error tree; its rows are divided by whether they are in the range. */
export interface ErrorNode {
  readonly n: number
  readonly mean: number
  /** The share of all errors that are in this node. */
  readonly share: number
  readonly split?: { readonly range: BucketRange; readonly inside: ErrorNode; readonly outside: ErrorNode }
}

/**
 * Grows a tree (Breiman et al. 1984, CART): each split is the one that explains most of the variance of the errors. A
 * node is only split where chance cannot explain it, corrected for the number of splits compared (as Hothorn, Hornik,
 * Zeileis 2006, JCGS 15).
 */
export function errorTree(
  features: readonly SliceFeature[],
  rows: RowErrors,
  { least, depth = 3, alpha = ALPHA }: SliceOptions & { readonly depth?: number },
): ErrorNode {
  const known = knownRows(rows)
  const whole = sumOf(rows, known)
  const grow = (own: Uint32Array, levels: number): ErrorNode => {
    const sum = sumOf(rows, own)
    const node = { n: own.length, mean: own.length === 0 ? 0 : sum / own.length, share: whole === 0 ? 0 : sum / whole }
    const range = levels > 0 ? bestSplit(features, sampleOf(rows, own), least, alpha) : undefined
    if (!range) return node
    const [inside, outside] = [true, false].map((is) =>
      grow(
        own.filter((row) => isInside(features, [range], row) === is),
        levels - 1,
      ),
    ) as [ErrorNode, ErrorNode]
    return { ...node, split: { range, inside, outside } }
  }
  return grow(known, depth)
}

function sumOf({ errors }: RowErrors, rows: Uint32Array): number {
  let sum = 0
  for (const row of rows) sum += errors[row] as number
  return sum
}

function bestSplit(
  features: readonly SliceFeature[],
  sample: Sample,
  least: number,
  alpha: number,
): BucketRange | undefined {
  let count = 0
  let best: (Omit<Candidate, 'conditions'> & { readonly range: BucketRange }) | undefined
  for (const [at, feature] of features.entries()) {
    const { counts, sums } = tableOf(sample, [feature, ONE])
    for (const [from, to] of rangesOf(feature)) {
      // Numbers are divided at a threshold: values from one bucket up, or missing ones.
      if (feature.isOrdered && to < feature.buckets - 1) continue
      const area = [from, to, 0, 0] as const
      const [n, sum] = [total(counts, 1, area), total(sums, 1, area)]
      if (n < least || sample.rows.length - n < least) continue
      count++
      const z = Math.abs(zOf(sample, n, sum))
      if (z > (best?.z ?? 0)) best = { range: { feature: at, from, to }, n, sum, z }
    }
  }
  if (!best) return undefined
  const { range, n, sum, z } = best
  const all = sample.rows.length
  const [ownN, ownSum] = sum / n >= sample.mean ? [n, sum] : [all - n, sample.mean * all - sum]
  const p = 2 * pOf(sample, ownN, ownSum, z)
  return p * count <= alpha ? range : undefined
}
