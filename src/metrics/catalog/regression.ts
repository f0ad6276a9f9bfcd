/**
 * @file Metrics of outputs that predict numbers, in the unit of the target; the conventions are those of scikit-learn.
 * Those that do not depend on the order of magnitude of the target also measure the pixels of images.
 */
import { exp, log } from '../../base/exact-math'
import { metricsText } from '../../messages/en/metrics'
import { defineMetric, type ValuePairs } from '../define-metric'
import { type Interval, logInterval, meanInterval, Z } from '../intervals'

const SKLEARN = 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics'

export const mae = defineMetric({
  id: 'mae',
  kind: 'error',
  better: 'lower',
  source: `${SKLEARN}.mean_absolute_error.html`,
  formulas: { numbers: meanAbsoluteError, pixels: meanAbsoluteError },
  // The pixels of an image depend on each other, so their error has no interval.
  interval: {
    method: 'student-t',
    numbers: (pairs, value) => (pairs.actual.length < 2 ? undefined : meanInterval(absoluteErrors(pairs), value)),
  },
  everyEpoch: true,
  inSummary: true,
  perStep: ['number', 'image'],
  perRow: ['number'],
  variants: { image: metricsText.variants.pixelError },
})

export const medianAbsoluteError = defineMetric({
  id: 'medianAbsoluteError',
  kind: 'error',
  better: 'lower',
  source: `${SKLEARN}.median_absolute_error.html`,
  formulas: { numbers: (pairs) => median(absoluteErrors(pairs).sort()) },
  interval: { method: 'order-statistics', numbers: medianInterval },
})

export const rmse = defineMetric({
  id: 'rmse',
  kind: 'error',
  better: 'lower',
  source: `${SKLEARN}.root_mean_squared_error.html`,
  formulas: { numbers: rootMeanSquaredError, pixels: rootMeanSquaredError },
  interval: { method: 'delta', numbers: rootMeanSquaredInterval },
  everyEpoch: true,
})

export const r2 = defineMetric({
  id: 'r2',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.r2_score.html`,
  formulas: { numbers: (pairs) => explainedShare(pairs) },
  interval: { method: 'delta', numbers: explainedInterval },
  everyEpoch: true,
  inSummary: true,
})

export const explainedVariance = defineMetric({
  id: 'explainedVariance',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.explained_variance_score.html`,
  onlyInReport: true,
  formulas: {
    numbers: ({ actual, predicted }) => {
      let bias = 0
      for (let i = 0; i < actual.length; i++) bias += (predicted[i] as number) - (actual[i] as number)
      return explainedShare({ actual, predicted }, bias / Math.max(1, actual.length))
    },
  },
})

export const meanAbsolutePercentageError = defineMetric({
  id: 'mape',
  kind: 'loss',
  better: 'lower',
  source: `${SKLEARN}.mean_absolute_percentage_error.html`,
  onlyInReport: true,
  formulas: { numbers: (pairs) => shareOfTarget(pairs).reduce((sum, one) => sum + one, 0) / pairs.actual.length },
  interval: {
    method: 'student-t',
    numbers: (pairs, value) => (pairs.actual.length < 2 ? undefined : meanInterval(shareOfTarget(pairs), value)),
  },
})

export const maxError = defineMetric({
  id: 'maxError',
  kind: 'error',
  better: 'lower',
  source: `${SKLEARN}.max_error.html`,
  onlyInReport: true,
  formulas: { numbers: (pairs) => absoluteErrors(pairs).reduce((most, one) => Math.max(most, one), 0) },
})

/** Each error as a share of its target; as in scikit-learn, a target of 0 counts as the machine epsilon. */
function shareOfTarget(pairs: ValuePairs): Float64Array {
  return absoluteErrors(pairs).map((error, i) => error / Math.max(Math.abs(pairs.actual[i] as number), 2 ** -52))
}

/** The mean of |predicted - actual|, or 0 if there are no values. */
export function meanAbsoluteError({ actual, predicted }: ValuePairs): number {
  let all = 0
  for (let i = 0; i < actual.length; i++) all += Math.abs((predicted[i] as number) - (actual[i] as number))
  return all / Math.max(1, actual.length)
}

/** The mean of (predicted - actual)², or 0 if there are no values. */
export function meanSquaredError({ actual, predicted }: ValuePairs): number {
  let all = 0
  for (let i = 0; i < actual.length; i++) {
    const off = (predicted[i] as number) - (actual[i] as number)
    all += off * off
  }
  return all / Math.max(1, actual.length)
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

function rootMeanSquaredError(pairs: ValuePairs): number {
  return Math.sqrt(meanSquaredError(pairs))
}

/** 1 - residual / total sum of squares, without a bias of all errors. For a constant target, it is 1 if every prediction is exact and 0 otherwise. */
function explainedShare({ actual, predicted }: ValuePairs, bias = 0): number {
  const rows = actual.length
  if (rows === 0) return 0
  const mean = meanOf(actual)
  let [residual, total] = [0, 0]
  for (let i = 0; i < rows; i++) {
    const off = (predicted[i] as number) - (actual[i] as number) - bias
    const spread = (actual[i] as number) - mean
    residual += off * off
    total += spread * spread
  }
  return total > 0 ? 1 - residual / total : residual === 0 ? 1 : 0
}

function rootMeanSquaredInterval(pairs: ValuePairs, value: number): Interval | undefined {
  const mean = value * value
  const squares = logInterval(
    mean,
    absoluteErrors(pairs).map((error) => error * error - mean),
  )
  return squares && { low: Math.sqrt(squares.low), high: Math.sqrt(squares.high) }
}

/** That of the unexplained share, residual / total sum of squares, which is a ratio of means and positive. */
function explainedInterval(pairs: ValuePairs, value: number): Interval | undefined {
  const { actual } = pairs
  const mean = meanOf(actual)
  const spread = meanSquaredError({ actual, predicted: new Float64Array(actual.length).fill(mean) })
  if (!(spread > 0)) return undefined
  const share = 1 - value
  const influences = absoluteErrors(pairs).map((error, i) => {
    const off = (actual[i] as number) - mean
    return (error * error - share * off * off) / spread
  })
  const unexplained = logInterval(share, influences)
  return unexplained && { low: 1 - unexplained.high, high: 1 - unexplained.low }
}

function absoluteErrors({ actual, predicted }: ValuePairs): Float64Array {
  return Float64Array.from(actual, (value, i) => Math.abs((predicted[i] as number) - value))
}

/** The median of ascending values, or 0 if there are none; NaN if one is NaN, which sorts last. */
function median(ascending: Float64Array): number {
  const [n, middle] = [ascending.length, ascending.length >> 1]
  if (n === 0) return 0
  if (Number.isNaN(ascending[n - 1])) return Number.NaN
  const upper = ascending[middle] as number
  return n % 2 === 1 ? upper : ((ascending[middle - 1] as number) + upper) / 2
}

/** From here on, the normal approximation of the binomial distribution is exact to less than one row. */
const MANY = 1000

/**
 * The order statistics that enclose the median of the distribution in at least 95% of samples (Conover, Practical
 * Nonparametric Statistics, 1999, 3.2). Fewer than 6 rows have none.
 */
function medianInterval(pairs: ValuePairs, value: number): Interval | undefined {
  const n = pairs.actual.length
  if (Number.isNaN(value)) return undefined
  const rank = n < MANY ? lowerRank(n) : Math.floor((n - Z * Math.sqrt(n)) / 2)
  if (rank < 1) return undefined
  const errors = absoluteErrors(pairs).sort()
  return { low: errors[rank - 1] as number, high: errors[n - rank] as number }
}

/** The largest rank r with P(B < r) <= 2.5% for a binomial B of n tosses of a fair coin. */
function lowerRank(n: number): number {
  let [below, logChance, rank] = [0, -n * log(2), 0]
  while (rank < n) {
    below += exp(logChance)
    if (below > 0.025) return rank
    logChance += log((n - rank) / (rank + 1))
    rank++
  }
  return rank
}
