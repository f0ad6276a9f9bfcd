/**
 * @file Paired comparison: how much worse one model is than another on the same rows, with a confidence interval and a
 * p-value.
 */
import { rng } from '../base/rng'
import { student, type ValueWithInterval, Z } from './intervals'

export interface PairedDifference {
  /** The loss in accuracy or the increase in error; a positive value means that the candidate is worse. */
  readonly worse: number
  /** The lower and upper ends of the 95% confidence interval. */
  readonly low: number
  readonly high: number
  /** The one-sided p-value: the probability of a difference at least this bad if the models were equally good. */
  readonly p: number
  readonly rows: number
}

/** The comparison of `b` with `a` on the same rows; a positive difference means that the metric of `b` is higher. */
export interface PairedResult {
  readonly metric: 'accuracy' | 'mae'
  readonly n: number
  readonly a: number
  readonly b: number
  readonly difference: number
  readonly low: number
  readonly high: number
  /** The two-sided p-value of the test. */
  readonly p: number
  readonly test: 'McNemar' | 'sign test'
  /** Row numbers: those that only `b` predicts correctly or with a smaller error, and those for which `a` is better. */
  readonly fixed: readonly number[]
  readonly broken: readonly number[]
}

/**
 * Compares correct (1) and wrong (0) predictions. The p-value is that of McNemar's exact test (1947, Psychometrika 12):
 * the probability that, among the rows on which the models differ, at least as many as observed favor the champion.
 */
export function accuracyLoss(candidate: ArrayLike<number>, champion: ArrayLike<number>): PairedDifference {
  let [rows, lost, won] = [0, 0, 0]
  for (let i = 0; i < candidate.length; i++) {
    const [a, b] = [candidate[i] as number, champion[i] as number]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    rows++
    if (a < b) lost++
    if (a > b) won++
  }
  const worse = rows === 0 ? 0 : (lost - won) / rows
  return { worse, ...scoreInterval(lost, won, rows), p: atLeast(lost, lost + won), rows }
}

/** The number of bisection steps that suffices for any double-precision number. */
const HALVINGS = 60

/**
 * The 95% interval of a difference between paired proportions (Tango 1998, Statist. Med. 17): all differences that the
 * score test does not reject, always between -1 and 1. Of `rows` rows, `lost` were predicted correctly only by the
 * second model and `won` only by the first.
 */
export function scoreInterval(lost: number, won: number, rows: number): Pick<PairedDifference, 'low' | 'high'> {
  if (rows === 0) return { low: -1, high: 1 }
  const score = (difference: number): number => {
    const b = -lost - won + (2 * rows - lost + won) * difference
    const c = -won * difference * (1 - difference)
    // The maximum likelihood estimate of the share of `won` rows, given this difference.
    const share = (Math.sqrt(Math.max(0, b * b - 8 * rows * c)) - b) / (4 * rows)
    const variance = rows * (2 * share + difference * (1 - difference))
    return (lost - won - rows * difference) / Math.sqrt(Math.max(Number.MIN_VALUE, variance))
  }
  /** The difference at which the score, which is a decreasing function, crosses a given value. */
  const crossing = (height: number): number => {
    let [low, high] = [-1, 1]
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2
      if (score(middle) > height) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return { low: crossing(Z), high: crossing(-Z) }
}

/**
 * Compares errors: the interval is Student's t interval for the mean difference per row; the p-value is that of the
 * sign test (Conover 1999, 3.4), which makes no assumption about the distribution of errors.
 */
export function errorIncrease(candidate: ArrayLike<number>, champion: ArrayLike<number>): PairedDifference {
  const differences: number[] = []
  for (let i = 0; i < candidate.length; i++) {
    const difference = (candidate[i] as number) - (champion[i] as number)
    if (!Number.isNaN(difference)) differences.push(difference)
  }
  const rows = differences.length
  if (rows < 2) return { worse: differences[0] ?? 0, low: -Infinity, high: Infinity, p: 1, rows }
  const worse = differences.reduce((sum, one) => sum + one, 0) / rows
  const [lost, all] = [differences.filter((one) => one > 0).length, differences.filter((one) => one !== 0).length]
  const squares = differences.reduce((sum, one) => sum + (one - worse) ** 2, 0)
  const half = student(rows - 1) * Math.sqrt(squares / (rows - 1) / rows)
  return { worse, low: worse - half, high: worse + half, p: atLeast(lost, all), rows }
}

/**
 * The probability of at least `k` heads in `n` tosses of a fair coin: a binomial tail, summed outward from the largest
 * term and relative to that term.
 */
export function atLeast(k: number, n: number): number {
  if (k <= 0) return 1
  if (k > n) return 0
  // Terms are computed relative to the middle term so that none of them underflow; on this scale, their sum represents
  // 2^n.
  const middle = Math.floor(n / 2)
  let [all, tail] = [0, 0]
  let up = 1
  for (let i = middle; i <= n; i++) {
    all += up
    if (i >= k) tail += up
    up *= (n - i) / (i + 1)
  }
  let down = middle / (n - middle + 1)
  for (let i = middle - 1; i >= 0; i--) {
    all += down
    if (i >= k) tail += down
    down *= i / (n - i + 1)
  }
  return Math.min(1, tail / all)
}

/**
 * Returns the difference of any metric between two models, with the 95% percentile interval of a bootstrap that draws
 * rows with replacement, the same ones for both models (Efron, Tibshirani 1993, An Introduction to the Bootstrap, 13.3).
 * `differenceOf` computes the difference on some rows, which may repeat; samples where it is NaN are left out. If both
 * models do the same on every row, the interval has no width, however few rows there are.
 */
export function pairedBootstrap(
  rows: number,
  differenceOf: (rows: Uint32Array) => number,
  { seed, samples = 1999 }: { readonly seed: number; readonly samples?: number },
): ValueWithInterval {
  const value = differenceOf(Uint32Array.from({ length: rows }, (_, row) => row))
  const random = rng(seed, { kind: 'resample', epoch: 0 })
  const drawn = new Uint32Array(rows)
  const values: number[] = []
  for (let i = 0; i < samples && rows > 0; i++) {
    for (let at = 0; at < rows; at++) drawn[at] = random.below(rows)
    const difference = differenceOf(drawn)
    if (!Number.isNaN(difference)) values.push(difference)
  }
  const sorted = Float64Array.from(values).sort()
  const rank = Math.floor(0.025 * (sorted.length + 1))
  if (rank < 1) return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  return { value, low: sorted[rank - 1] as number, high: sorted[sorted.length - rank] as number }
}
