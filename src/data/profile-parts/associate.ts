/** @file Association: how much one column tells of another, as one number whose kind fits the types of both. */
import { scatter } from './distinct'

export type Association =
  /** Two columns of numbers. Spearman's is that of a sample where there are many rows. */
  | { readonly kind: 'correlation'; readonly pearson: number; readonly spearman: number; readonly sampled?: number }
  /** A category and numbers: the correlation ratio η, 0 to 1. */
  | { readonly kind: 'ratio'; readonly eta: number }
  /** Two categories: Cramér's V, 0 to 1, without its bias. */
  | { readonly kind: 'cramer'; readonly v: number }

/** Rows, about, that ranks are taken of at most. */
const RANKED = 100_000

/** Pearson's and Spearman's, over the rows that have both. */
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
  // By scattered row numbers: every so many rows would be rows of one class where classes take turns.
  const below = n > RANKED ? (2 ** 32 * RANKED) / n : 2 ** 32
  const [a, b]: [number[], number[]] = [[], []]
  for (let row = 0; row < xs.length; row++) {
    const [x, y] = [xs[row] as number, ys[row] as number]
    if (Number.isNaN(x) || Number.isNaN(y) || scatter(row) >= below) continue
    a.push(x)
    b.push(y)
  }
  const spearman = a.length > 1 ? product(ranks(Float64Array.from(a)), ranks(Float64Array.from(b))) : Number.NaN
  return { kind: 'correlation', pearson, spearman, ...(n > RANKED ? { sampled: a.length } : {}) }
}

/** Places in order, those of equal values their mean, from 1. */
export function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  // Where the run of equal values around place i ends, and its mean rank: found by halving, so no order of rows is sorted.
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

/** η = √(SS between / SS total) (Fisher 1925): the share of the numbers' variance that lies between the categories. */
export function ratio(codes: ArrayLike<number>, values: ArrayLike<number>, categories: number): Association {
  const n = new Float64Array(categories)
  const means = new Float64Array(categories)
  let [all, mean, total] = [0, 0, 0]
  for (let row = 0; row < codes.length; row++) {
    const [code, value] = [codes[row] as number, values[row] as number]
    if (code < 0 || Number.isNaN(value)) continue
    const apart = value - mean
    mean += apart / ++all
    total += apart * (value - mean)
    n[code] = (n[code] as number) + 1
    means[code] = (means[code] as number) + (value - (means[code] as number)) / (n[code] as number)
  }
  let between = 0
  for (let c = 0; c < categories; c++) between += (n[c] as number) * ((means[c] as number) - mean) ** 2
  return { kind: 'ratio', eta: total > 0 ? Math.sqrt(Math.min(1, between / total)) : Number.NaN }
}

/**
 * Cramér's V with the bias taken off (Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", 2013): φ² less
 * (k-1)(r-1)/(n-1), sizes less (k-1)²/(n-1). Values that nobody has count for nothing.
 */
export function cramer(a: ArrayLike<number>, b: ArrayLike<number>, sizeA: number, sizeB: number): Association {
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
  const least = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
  return { kind: 'cramer', v: least > 0 ? Math.min(1, Math.sqrt(unbiased / least)) : 0 }
}

function clamp(r: number): number {
  return Math.max(-1, Math.min(1, r))
}
