/**
 * @file Association: how strongly two columns are related, as a single number. The measure depends on the column types.
 */
import { mixBits } from './value-counts'

export type Association =
  /** For two numeric columns. Spearman's coefficient uses a sample if there are many rows. */
  | { readonly kind: 'correlation'; readonly pearson: number; readonly spearman: number; readonly sampled?: number }
  /** For a category and a numeric column: the correlation ratio η, from 0 to 1. */
  | { readonly kind: 'ratio'; readonly eta: number }
  /** For two categories: the bias-corrected Cramér's V, from 0 to 1. */
  | { readonly kind: 'cramer'; readonly v: number }

/** The approximate maximum number of rows that are ranked to compute Spearman's coefficient. */
const MAX_RANKED = 100_000

/** Computes Pearson's and Spearman's coefficients over the rows in which both columns have a value. */
export function correlation(xs: ArrayLike<number>, ys: ArrayLike<number>): Association {
  let [n, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < xs.length; row++) {
    const [x, y] = [xs[row] as number, ys[row] as number]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    n++
    const [dx, dy] = [x - meanX, y - meanY]
    meanX += dx / n
    meanY += dy / n
    xx += dx * (x - meanX)
    yy += dy * (y - meanY)
    xy += dx * (y - meanY)
  }
  const pearson = n > 1 ? clamp(xy / Math.sqrt(xx * yy)) : Number.NaN
  // Sample rows by their hashed row number. If the classes alternate, taking every nth row would select rows of a
  // single class.
  const below = n > MAX_RANKED ? (2 ** 32 * MAX_RANKED) / n : 2 ** 32
  const [a, b]: [number[], number[]] = [[], []]
  for (let row = 0; row < xs.length; row++) {
    const [x, y] = [xs[row] as number, ys[row] as number]
    if (Number.isNaN(x) || Number.isNaN(y) || mixBits(row) >= below) continue
    a.push(x)
    b.push(y)
  }
  const spearman = a.length > 1 ? product(ranks(Float64Array.from(a)), ranks(Float64Array.from(b))) : Number.NaN
  return { kind: 'correlation', pearson, spearman, ...(n > MAX_RANKED ? { sampled: a.length } : {}) }
}

/** Ranks the values, starting at 1; tied values get the mean of their ranks. */
function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  // Returns the end of the run of values equal to the value at index i, and the mean rank of the run. Binary search
  // keeps this fast for long runs.
  const first = (value: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  const rankAt = new Float64Array(sorted.length)
  for (let i = 0; i < sorted.length; ) {
    let next = i + 1
    while (next < sorted.length && sorted[next] === sorted[i]) next++
    rankAt[i] = (i + 1 + next) / 2
    i = next
  }
  return values.map((value) => rankAt[first(value)] as number)
}

function product(a: Float64Array, b: Float64Array): number {
  const n = a.length
  const mean = (n + 1) / 2
  let [aa, bb, ab] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [x, y] = [(a[i] as number) - mean, (b[i] as number) - mean]
    aa += x * x
    bb += y * y
    ab += x * y
  }
  return clamp(ab / Math.sqrt(aa * bb))
}

/** η = √(SS between / SS total) (Fisher 1925). η² is the share of the variance that is explained by the categories. */
export function correlationRatio(codes: ArrayLike<number>, values: ArrayLike<number>, categories: number): Association {
  const n = new Float64Array(categories)
  const means = new Float64Array(categories)
  let [all, mean, total] = [0, 0, 0]
  for (let row = 0; row < codes.length; row++) {
    const [code, value] = [codes[row] as number, values[row] as number]
    if (code < 0 || Number.isNaN(value)) continue
    const distance = value - mean
    mean += distance / ++all
    total += distance * (value - mean)
    n[code] = (n[code] as number) + 1
    means[code] = (means[code] as number) + (value - (means[code] as number)) / (n[code] as number)
  }
  let between = 0
  for (let c = 0; c < categories; c++) between += (n[c] as number) * ((means[c] as number) - mean) ** 2
  return { kind: 'ratio', eta: total > 0 ? Math.sqrt(Math.min(1, between / total)) : Number.NaN }
}

/**
 * The bias-corrected Cramér's V (Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", 2013): subtracts
 * (k-1)(r-1)/(n-1) from φ², and (k-1)²/(n-1) from the number of categories k of each column. Categories without rows
 * are ignored.
 */
export function cramersV(a: ArrayLike<number>, b: ArrayLike<number>, sizeA: number, sizeB: number): Association {
  const table = new Float64Array(sizeA * sizeB)
  const [inA, inB] = [new Float64Array(sizeA), new Float64Array(sizeB)]
  let n = 0
  for (let row = 0; row < a.length; row++) {
    const [i, j] = [a[row] as number, b[row] as number]
    if (i < 0 || j < 0) continue
    n++
    inA[i] = (inA[i] as number) + 1
    inB[j] = (inB[j] as number) + 1
    table[i * sizeB + j] = (table[i * sizeB + j] as number) + 1
  }
  let phi = -1
  for (let i = 0; i < sizeA; i++) {
    for (let j = 0; j < sizeB; j++) {
      const here = table[i * sizeB + j] as number
      if (here > 0) phi += (here * here) / ((inA[i] as number) * (inB[j] as number))
    }
  }
  const [k, r] = [inA.filter(Boolean).length, inB.filter(Boolean).length]
  if (n < 2 || k < 2 || r < 2) return { kind: 'cramer', v: Number.NaN }
  const unbiased = Math.max(0, phi - ((k - 1) * (r - 1)) / (n - 1))
  const min = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
  return { kind: 'cramer', v: min > 0 ? Math.min(1, Math.sqrt(unbiased / min)) : 0 }
}

function clamp(r: number): number {
  return Math.max(-1, Math.min(1, r))
}
