/**
 * @file Two-sample tests: whether two samples may come from the same source, using Kolmogorov-Smirnov for numbers and
 * χ² for categories. A critical value is the one that a statistic exceeds with
 * probability alpha when both samples have the same source; it inverts the tail probability.
 */
import { exp, log } from '../base/exact-math'

export interface TwoSample {
  readonly statistic: number
  /** The probability of a difference at least this large if both samples have the same source. */
  readonly p: number
}

/** The exact p-value is computed if that takes at most this many steps; a million take a few milliseconds. */
const MAX_STEPS = 1_000_000
/** A p-value below this is decisive, so an approximation is enough. */
const DECISIVE = 1e-9

/**
 * Computes D = sup |F - G| for two sorted samples without NaN. The p-value is exact (lattice paths, Hodges 1958), except
 * for tens of thousands of values, where it comes from Kolmogorov's series.
 */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): TwoSample {
  const [n, m] = [a.length, b.length]
  if (n === 0 || m === 0) return { statistic: 0, p: 1 }
  let [i, j] = [0, 0]
  // |i m - j n| is an integer, so equal distances compare as equal without rounding errors.
  let max = 0
  while (i < n && j < m) {
    const value = Math.min(a[i] as number, b[j] as number)
    while (i < n && a[i] === value) i++
    while (j < m && b[j] === value) j++
    max = Math.max(max, Math.abs(i * m - j * n))
  }
  return { statistic: max / (n * m), p: kolmogorovTail(n, m, max) }
}

/** Returns the p-value of D = `max` / (n m) for samples of sizes n and m; `max` is an integer. */
function kolmogorovTail(n: number, m: number, max: number): number {
  const limit = kolmogorov((max / (n * m)) * Math.sqrt((n * m) / (n + m)))
  return limit > DECISIVE && 2 * max + Math.min(n, m) <= MAX_STEPS ? exactTail(n, m, max) : limit
}

/**
 * Returns the share of lattice paths from (0, 0) to (n, m) whose distance from the diagonal, in units of 1 / (n m),
 * reaches `max`.
 */
function exactTail(n: number, m: number, max: number): number {
  if (max === 0) return 1
  const [rows, width] = n <= m ? [n, m] : [m, n]
  // inside[j] is the share of paths to (i, j) whose distance from the diagonal stays below `max`. Shares are used
  // because path counts would overflow a double. Only the band around the diagonal is visited; it moves to the right,
  // so what is left of it is never read again, and what is right of it is still 0.
  const inside = new Float64Array(width + 1)
  inside.fill(1, 0, Math.min(width, Math.ceil(max / rows) - 1) + 1)
  for (let i = 1; i <= rows; i++) {
    const first = Math.max(0, Math.floor((i * width - max) / rows) + 1)
    const last = Math.min(width, Math.ceil((i * width + max) / rows) - 1)
    let share = 0
    // As fractional numbers, because converting integers for each division takes as long as the rest.
    let [x, both] = [first, i + first]
    for (let j = first; j <= last; j++, x += 1, both += 1) {
      share = (inside[j] as number) * (i / both) + share * (x / both)
      inside[j] = share
    }
  }
  return Math.min(1, Math.max(0, 1 - (inside[width] as number)))
}

/** Q(x) = 2 Σ (-1)^(k-1) exp(-2 k² x²), the limit for large samples (Kolmogorov 1933). */
export function kolmogorov(x: number): number {
  if (x < 0.18) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++) {
    const term = exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
    if (term < 1e-17) break
  }
  return Math.min(1, Math.max(0, 2 * sum))
}

/**
 * Computes the χ² test of a contingency table with one sample per row (with Yates' correction for one degree of
 * freedom).
 */
export function chiSquared(rows: readonly (readonly number[])[]): TwoSample & { readonly freedom: number } {
  const columns = rows[0]?.map((_, j) => rows.reduce((sum, row) => sum + (row[j] as number), 0)) ?? []
  const used = columns.flatMap((sum, j) => (sum > 0 ? [j] : []))
  const filled = rows.filter((row) => row.some((count) => count > 0))
  const freedom = (filled.length - 1) * (used.length - 1)
  if (freedom < 1) return { statistic: 0, p: 1, freedom: 0 }
  const total = columns.reduce((a, b) => a + b, 0)
  let statistic = 0
  for (const row of filled) {
    const size = row.reduce((a, b) => a + b, 0)
    for (const j of used) {
      const expected = (size * (columns[j] as number)) / total
      const difference = Math.abs((row[j] as number) - expected)
      const corrected = freedom === 1 ? difference - Math.min(0.5, difference) : difference
      statistic += (corrected * corrected) / expected
    }
  }
  return { statistic, p: upperGamma(freedom / 2, statistic / 2), freedom }
}

/**
 * Computes Q(a, x), the regularized upper incomplete gamma function, using its series for x < a + 1 and Lentz's
 * continued fraction otherwise.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = exp(a * log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
      term *= x / (a + n)
      sum += term
    }
    return Math.max(0, 1 - front * sum)
  }
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a)
    b += 2
    d = an * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + an / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return front * h
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(a) for a > 0 (Lanczos 1964, g = 7). */
function logGamma(a: number): number {
  const x = a - 1
  const t = x + 7.5
  const sum = LANCZOS.reduce((all, coefficient, i) => (i === 0 ? coefficient : all + coefficient / (x + i)), 0)
  return 0.5 * log(2 * Math.PI) + (x + 0.5) * log(t) - t + log(sum)
}

/**
 * Fisher's exact test (1935, The Design of Experiments, II), one-sided: the probability that a group of `all` rows,
 * drawn at random from both groups together, has at most `good` successes. Returns 1 if there is nothing to compare.
 */
export function fisherBelow(good: number, all: number, goodOthers: number, others: number): number {
  const [total, goods] = [all + others, good + goodOthers]
  const min = Math.max(0, goods - others)
  // The terms ln C(goods, k) C(total - goods, all - k), computed from the ratios of consecutive terms and scaled so
  // that the largest term is 1 and the sum does not underflow.
  const terms: number[] = [0]
  for (let k = min; k < Math.min(goods, all); k++) {
    const ratio = ((goods - k) * (all - k)) / ((k + 1) * (total - goods - all + k + 1))
    terms.push((terms.at(-1) as number) + log(ratio))
  }
  const max = terms.reduce((a, b) => Math.max(a, b))
  const sum = (part: readonly number[]) => part.reduce((so, term) => so + exp(term - max), 0)
  return Math.min(1, sum(terms.slice(0, good - min + 1)) / sum(terms))
}

/** The number of hits among n rows. */
export interface Rate {
  readonly hits: number
  readonly n: number
}

/** The number of bisection steps, which is sufficient for any double. */
const HALVINGS = 200

/** Finds the x at which a decreasing function crosses `alpha`. */
function solveTail(tail: (x: number) => number, alpha: number): number {
  let [low, high] = [0, 1]
  while (tail(high) > alpha) high *= 2
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (tail(middle) > alpha) low = middle
    else high = middle
  }
  return high
}

/** Returns the 1 - alpha quantile of the χ² distribution. */
export function chiSquaredQuantile(freedom: number, alpha: number): number {
  return freedom < 1 ? 0 : solveTail((x) => upperGamma(freedom / 2, x / 2), alpha)
}

/**
 * Returns the largest D whose p-value is above alpha; a larger D means drift. Returns 1 if the samples are too small to
 * detect any drift.
 */
export function kolmogorovCritical(n: number, m: number, alpha: number): number {
  if (n === 0 || m === 0) return 1
  if (kolmogorovTail(n, m, n * m) > alpha) return 1
  // Starts near the limit for large samples, because a narrow band takes fewer steps.
  let [low, high] = [0, Math.min(n * m, Math.ceil(kolmogorovLimit(alpha) * Math.sqrt(n * m * (n + m))))]
  let [at, tail] = [high, kolmogorovTail(n, m, high)]
  while (tail > alpha) {
    ;[low, high] = [high, Math.min(n * m, 2 * high)]
    ;[at, tail] = [high, kolmogorovTail(n, m, high)]
  }
  // Exact distances are multiples of the sizes' greatest common divisor.
  const unit = 2 * high + Math.min(n, m) <= MAX_STEPS ? greatestCommonDivisor(n, m) : 1
  ;[low, high] = [unit * Math.floor(low / unit), unit * Math.ceil(high / unit)]
  for (let step = 0; high - low > unit; step++) {
    // In large samples, the logarithm of the tail falls with 2 max² / (n m (n + m)), so it is met after a few steps.
    const near = Math.floor(Math.sqrt(Math.max(0, at * at + (log(tail / alpha) * n * m * (n + m)) / 2)))
    const aim = unit * Math.floor((step < 6 ? near : (low + high) / 2) / unit)
    const middle = Math.min(high - unit, Math.max(low + unit, aim))
    ;[at, tail] = [middle, kolmogorovTail(n, m, middle)]
    if (tail > alpha) low = middle
    else high = middle
  }
  return low / (n * m)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** Returns the 1 - alpha quantile of Kolmogorov's distribution, which D √(n m / (n + m)) follows in large samples. */
export function kolmogorovLimit(alpha: number): number {
  return solveTail(kolmogorov, alpha)
}
