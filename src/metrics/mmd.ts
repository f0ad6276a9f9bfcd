/**
 * @file MMD²: the distance between two samples of rows, over all columns jointly, with a Gaussian kernel exp(-|x - y|²
 * / 2σ²) (Gretton, Borgwardt, Rasch, Schölkopf, Smola 2012, JMLR 13). The p-value comes from permutations, and σ from
 * the median distance.
 */
import { exp } from '../base/exact-math'
import type { Rng } from '../base/rng'
import { type PermutationResult, permutationTest, shuffleFront } from './null-distributions'

/** Concatenated rows with `width` columns each, in the shape [n, width]. */
export interface Rows {
  readonly values: ArrayLike<number>
  readonly width: number
}

/**
 * The maximum number of rows per sample. A larger sample is reduced to evenly spaced rows, because the cost grows with
 * the square of the number of rows.
 */
export const MAX_ROWS = 250

/**
 * Computes MMD² with the given σ or, by default, with σ from the median heuristic. The biased estimate is never
 * negative; the unbiased estimate has mean 0 without drift.
 */
export function mmd(reference: Rows, current: Rows, how: 'biased' | 'unbiased', sigma?: number): number {
  const { kernel, n, m } = kernelOf(reference, current, sigma)
  const inside = Array.from({ length: n }, (_, i) => i)
  return statistic(sumsOf(kernel, n + m), insideSum(kernel, n + m, inside), inside, n, m, how)
}

/**
 * Computes the unbiased MMD² with its p-value and its threshold at level alpha, both of which come from permutations.
 */
export function mmdTest(
  reference: Rows,
  current: Rows,
  { alpha, random, draws }: { readonly alpha: number; readonly random: Rng; readonly draws?: number },
): PermutationResult & { readonly statistic: number } {
  const [a, b] = [thinRows(reference), thinRows(current)]
  const { kernel, n, m } = kernelOf(a, b)
  if (n < 2 || m < 2) return { statistic: 0, p: 1, threshold: Number.POSITIVE_INFINITY, draws: 0 }
  const sums = sumsOf(kernel, n + m)
  const items = Uint32Array.from({ length: n + m }, (_, i) => i)
  // The statistic is symmetric, so sum over the smaller sample to save time.
  const front = Math.min(n, m)
  const of = (inside: ArrayLike<number>) =>
    statistic(sums, insideSum(kernel, n + m, inside), inside, front, n + m - front, 'unbiased')
  const found = of(n <= m ? items.slice(0, n) : items.slice(n))
  const shuffled = () => {
    shuffleFront(items, front, random)
    return of(items.subarray(0, front))
  }
  return { statistic: found, ...permutationTest(found, alpha, shuffled, draws) }
}

/** Returns σ = √(½ median |x - y|²) over all pairs of rows from both samples, or 1 if all rows are equal. */
function medianSigma(squares: Float64Array, rows: number): number {
  const pairs = new Float64Array((rows * (rows - 1)) / 2)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < i; j++) pairs[at++] = squares[i * rows + j] as number
  const middle = pairs.length >> 1
  const upper = kth(pairs, middle)
  // For an even number of pairs, the other middle value is the maximum of the lower half.
  const lower = pairs.length % 2 === 1 ? upper : pairs.subarray(0, middle).reduce((a, b) => Math.max(a, b), 0)
  const median = (lower + upper) / 2
  return median > 0 ? Math.sqrt(median / 2) : 1
}

/** Finds the k-th smallest value by partitioning the array in place (Hoare 1961, Algorithm 65: Find). */
function kth(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number
    let [i, j] = [low, high]
    while (i <= j) {
      while ((values[i] as number) < pivot) i++
      while ((values[j] as number) > pivot) j--
      if (i > j) break
      const swapped = values[i] as number
      values[i++] = values[j] as number
      values[j--] = swapped
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return values[k] ?? 0
}

function thinRows({ values, width }: Rows): Rows {
  const n = values.length / width
  if (n <= MAX_ROWS) return { values, width }
  const thinned = new Float64Array(MAX_ROWS * width)
  for (let i = 0; i < MAX_ROWS; i++) {
    const from = Math.floor((i * n) / MAX_ROWS) * width
    for (let k = 0; k < width; k++) thinned[i * width + k] = values[from + k] as number
  }
  return { values: thinned, width }
}

function kernelOf(reference: Rows, current: Rows, sigma?: number): { kernel: Float64Array; n: number; m: number } {
  const { width } = reference
  const [n, m] = [reference.values.length / width, current.values.length / width]
  const all = Float64Array.from({ length: (n + m) * width }, (_, i) =>
    i < n * width ? (reference.values[i] as number) : (current.values[i - n * width] as number),
  )
  const rows = n + m
  const squares = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0
      for (let k = 0; k < width; k++) {
        const difference = (all[i * width + k] as number) - (all[j * width + k] as number)
        square += difference * difference
      }
      squares[i * rows + j] = square
    }
  }
  const wide = sigma ?? medianSigma(squares, rows)
  for (let i = 0; i < rows; i++) {
    squares[i * rows + i] = 1
    for (let j = 0; j < i; j++) {
      const near = exp(-(squares[i * rows + j] as number) / (2 * wide * wide))
      squares[i * rows + j] = near
      squares[j * rows + i] = near
    }
  }
  return { kernel: squares, n, m }
}

/**
 * Computes the row sums of the kernel matrix. Together with the sum within one sample, they determine all three terms
 * of MMD².
 */
function sumsOf(kernel: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    kernel.subarray(i * rows, (i + 1) * rows).reduce((a, b) => a + b, 0),
  )
}

function insideSum(kernel: Float64Array, rows: number, inside: ArrayLike<number>): number {
  let sum = inside.length
  for (let i = 0; i < inside.length; i++) {
    const row = (inside[i] as number) * rows
    for (let j = 0; j < i; j++) sum += 2 * (kernel[row + (inside[j] as number)] as number)
  }
  return sum
}

function statistic(
  sums: Float64Array,
  xx: number,
  inside: ArrayLike<number>,
  n: number,
  m: number,
  how: 'biased' | 'unbiased',
): number {
  let fromX = 0
  for (let i = 0; i < inside.length; i++) fromX += sums[inside[i] as number] as number
  const xy = fromX - xx
  const yy = sums.reduce((a, b) => a + b, 0) - xx - 2 * xy
  const across = (2 * xy) / (n * m)
  // The kernel value of a row with itself is 1; the unbiased estimate excludes these values.
  return how === 'biased'
    ? xx / (n * n) + yy / (m * m) - across
    : (xx - n) / (n * (n - 1)) + (yy - m) / (m * (m - 1)) - across
}
