/**
 * @file Metrics of outputs that predict classes, from the confusion matrix or from the scores; the conventions are those
 * of scikit-learn. 0 / 0 is 0, as with `zero_division=0`.
 */
import { metricsText } from '../../messages/en/metrics'
import { brierOfClasses, logLoss } from '../calibration'
import { precisionRecallCurve, rocAuc as rocAucOf } from '../curves'
import { defineMetric, type MetricEvidence } from '../define-metric'
import { firstFrom } from '../histogram'
import {
  correlationInterval,
  type Interval,
  logitInterval,
  meanInterval,
  meanOfRates,
  type Rate,
  tableDeviation,
  type ValueWithInterval,
  wilson,
  Z,
} from '../intervals'

type Confusion = MetricEvidence['confusion']
type Scores = MetricEvidence['scores']

const SKLEARN = 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics'

export const accuracy = defineMetric({
  id: 'accuracy',
  kind: 'share',
  better: 'higher',
  source: `${SKLEARN}.accuracy_score.html`,
  formulas: {
    confusion: (confusion) => ratio(sum(confusion.map((row, i) => row[i] as number)), total(confusion)),
    texts: ({ places }) => ratio(sum(places.map(({ right }) => right)), sum(places.map(({ support }) => support))),
  },
  // The positions of a text depend on each other, so their accuracy has no interval.
  interval: { method: 'wilson', confusion: (confusion, value) => wilsonOf(value, total(confusion)) },
  everyEpoch: true,
  inSummary: true,
  perStep: ['classes', 'sequence'],
  perRow: ['classes', 'sequence'],
  variants: { sequence: metricsText.variants.positionAccuracy },
})

export const balancedAccuracy = defineMetric({
  id: 'balancedAccuracy',
  kind: 'share',
  better: 'higher',
  source: `${SKLEARN}.balanced_accuracy_score.html`,
  formulas: {
    confusion: (confusion) => {
      const recalls = recallsOf(confusion)
      return ratio(sum(recalls.map(({ hits, rows }) => hits / rows)), recalls.length)
    },
  },
  // The recalls are independent for given numbers of rows of each class.
  interval: { method: 'score', confusion: (confusion) => meanOfRates(recallsOf(confusion)) },
})

export const macroF1 = defineMetric({
  id: 'macroF1',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.f1_score.html`,
  formulas: { confusion: meanF1 },
  interval: { method: 'delta', confusion: meanF1Interval },
})

export const mcc = defineMetric({
  id: 'mcc',
  kind: 'score',
  better: 'higher',
  // The version for several classes of Gorodkin 2004, Computational Biology and Chemistry 28.
  source: `${SKLEARN}.matthews_corrcoef.html`,
  formulas: { confusion: matthews },
  interval: { method: 'delta', confusion: matthewsInterval },
})

export const f1 = defineMetric({
  id: 'f1',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.f1_score.html`,
  formulas: {},
  perClass: {
    counts: ({ truePositives, falsePositives, falseNegatives }) =>
      ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  },
})

export const precision = defineMetric({
  id: 'precision',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.precision_score.html`,
  formulas: {},
  perClass: { counts: ({ truePositives, falsePositives }) => ratio(truePositives, truePositives + falsePositives) },
})

export const recall = defineMetric({
  id: 'recall',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.recall_score.html`,
  formulas: {},
  perClass: {
    counts: ({ truePositives, falseNegatives }) => ratio(truePositives, truePositives + falseNegatives),
    interval: wilson,
  },
})

/** The recall of each class that has rows. */
function recallsOf(confusion: Confusion): readonly Rate[] {
  return confusion.map((row, i) => ({ hits: row[i] as number, rows: sum(row) })).filter(({ rows }) => rows > 0)
}

/** The mean F1 of the classes, without classes that neither occur nor are predicted. */
function meanF1(confusion: Confusion): number {
  const { actual, predicted } = margins(confusion)
  const scores = confusion.flatMap((row, i) => {
    const both = (actual[i] as number) + (predicted[i] as number)
    return both > 0 ? [(2 * (row[i] as number)) / both] : []
  })
  return ratio(sum(scores), scores.length)
}

/** With fewer rows of a class, the spread of its F1 cannot be estimated: with one, it is often 0. */
const FEWEST_PER_CLASS = 5

/** On the logit scale; with 5 rows or more of each class, it covers 93% to 97% for 2 to 10 classes. */
function meanF1Interval(confusion: Confusion, value: number): Interval | undefined {
  const { n, actual, predicted } = margins(confusion)
  const both = actual.map((rows, i) => rows + (predicted[i] as number))
  const classes = both.filter((rows) => rows > 0).length
  if (actual.some((rows, i) => (both[i] as number) > 0 && rows < FEWEST_PER_CLASS) || value <= 0 || value >= 1)
    return undefined
  // F1 of class k is 2 c / b, with c correct rows and b rows of k or predicted as k.
  const perRow = both.map((rows, k) => (rows > 0 ? ((2 * (confusion[k]?.[k] as number)) / (rows * rows)) * n : 0))
  const deviation = tableDeviation(confusion, (i, j) => {
    const correct = i === j ? (2 * n) / (both[i] as number) : 0
    return (correct - (perRow[i] as number) - (perRow[j] as number)) / classes
  })
  return deviation ? logitInterval(value, deviation) : undefined
}

/** The sum of each column. Reads row by row, which is much faster for thousands of classes. */
export function columnSums(confusion: Confusion): readonly number[] {
  const sums = new Array<number>(confusion.length).fill(0)
  for (const row of confusion) for (let i = 0; i < row.length; i++) sums[i] = (sums[i] as number) + (row[i] as number)
  return sums
}

/** The number of rows: all, of each actual class, of each predicted class, and correct ones. */
function margins(confusion: Confusion) {
  const n = total(confusion)
  const actual = confusion.map(sum)
  const predicted = columnSums(confusion)
  const correct = sum(confusion.map((row, i) => row[i] as number))
  return { n, actual, predicted, correct }
}

/** (c n - Σ pₖ tₖ) / √((n² - Σ pₖ²) (n² - Σ tₖ²)), with c correct of n rows, pₖ rows predicted as k and tₖ rows of k. */
function matthews(confusion: Confusion): number {
  const { n, actual, predicted, correct } = margins(confusion)
  const [free, freeActual] = [n * n - dot(predicted, predicted), n * n - dot(actual, actual)]
  return free > 0 && freeActual > 0
    ? (correct * n - dot(predicted, actual)) / (Math.sqrt(free) * Math.sqrt(freeActual))
    : 0
}

function matthewsInterval(confusion: Confusion, value: number): Interval | undefined {
  const { n, actual, predicted } = margins(confusion)
  const [free, freeActual] = [n * n - dot(predicted, predicted), n * n - dot(actual, actual)]
  if (free <= 0 || freeActual <= 0) return undefined
  const scale = n / (Math.sqrt(free) * Math.sqrt(freeActual))
  return correlationInterval(confusion, value, (i, j) => {
    const overlap = (actual[j] as number) + (predicted[i] as number)
    const spread = (predicted[j] as number) / free + (actual[i] as number) / freeActual
    return scale * (Number(i === j) * n - overlap) + value * n * spread
  })
}

function wilsonOf(rate: number, n: number): Interval | undefined {
  return n > 0 ? wilson(rate, n) : undefined
}

function total(confusion: Confusion): number {
  return sum(confusion.map(sum))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((all, value, i) => all + value * (b[i] as number), 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

export const averagePrecision = defineMetric({
  id: 'averagePrecision',
  kind: 'score',
  better: 'higher',
  source: 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics.average_precision_score.html',
  formulas: {},
  perClass: {
    scores: (positive, scores) => precisionRecallCurve({ positive, scores }).averagePrecision.value,
  },
})

export const rocAuc = defineMetric({
  id: 'rocAuc',
  kind: 'score',
  better: 'higher',
  // The mean over the classes, each against all others, as with `multi_class="ovr"`.
  source: `${SKLEARN}.roc_auc_score.html`,
  onlyInReport: true,
  formulas: { scores: macroArea },
  interval: {
    method: 'delong',
    // The areas of several classes depend on each other.
    scores: (scores, value) => (scores.classes === 2 && !Number.isNaN(value) ? areaOfClass(scores, 1) : undefined),
  },
})

/** The number of classes from which it is worth knowing whether a class is among the first three. */
const MANY_CLASSES = 6

export const top3Accuracy = defineMetric({
  id: 'top3Accuracy',
  kind: 'share',
  better: 'higher',
  source: `${SKLEARN}.top_k_accuracy_score.html`,
  onlyInReport: true,
  formulas: {
    scores: (scores) =>
      scores.classes < MANY_CLASSES ? undefined : ratio(countInTop(scores, 3), scores.actual.length),
  },
  interval: { method: 'wilson', scores: ({ actual }, value) => wilsonOf(value, actual.length) },
})

export const kappa = defineMetric({
  id: 'kappa',
  kind: 'score',
  better: 'higher',
  source: `${SKLEARN}.cohen_kappa_score.html`,
  onlyInReport: true,
  formulas: { confusion: kappaOf },
  interval: { method: 'delta', confusion: kappaInterval },
})

export const logLossMetric = defineMetric({
  id: 'logLoss',
  kind: 'loss',
  better: 'lower',
  source: `${SKLEARN}.log_loss.html`,
  onlyInReport: true,
  formulas: { scores: ({ actual, probabilities, classes }) => logLoss(actual, probabilities, classes) },
  interval: { method: 'student-t', scores: (scores, value) => intervalOfRows(scores, value, logLoss) },
})

export const brierScore = defineMetric({
  id: 'brierScore',
  kind: 'loss',
  better: 'lower',
  source: `${SKLEARN}.brier_score_loss.html`,
  onlyInReport: true,
  formulas: { scores: ({ actual, probabilities, classes }) => brierOf(actual, probabilities, classes) },
  interval: { method: 'student-t', scores: (scores, value) => intervalOfRows(scores, value, brierOf) },
})

/** For two classes, the error of one probability; for several, the sum over the classes (Brier 1950). */
function brierOf(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  return brierOfClasses(probabilities, actual, classes) / (classes === 2 ? 2 : 1)
}

/** The interval of a mean over rows, from its value for each row. */
function intervalOfRows({ actual, probabilities, classes }: Scores, value: number, of: typeof logLoss) {
  if (actual.length < 2 || Number.isNaN(value)) return undefined
  const own = new Float64Array(classes)
  const rows = Float64Array.from(actual, (one, row) => {
    for (let k = 0; k < classes; k++) own[k] = probabilities[row * classes + k] as number
    return of([one], own, classes)
  })
  return meanInterval(rows, value)
}

/**
 * The mean area of the classes that have some of the rows, but not all; undefined if there is no such class. Sorts only
 * the scores of each class's own rows, and reads all others once, because with thousands of classes each has few rows.
 */
function macroArea({ actual, probabilities, classes }: Scores): number | undefined {
  const rowsOf = Array.from({ length: classes }, (): number[] => [])
  for (let row = 0; row < actual.length; row++) rowsOf[actual[row] as number]?.push(row)
  const own = rowsOf.map((rows, k) =>
    Float64Array.from(rows, (row) => probabilities[row * classes + k] as number).sort(),
  )
  // Twice the number of pairs in order, which is exact.
  const twice = new Float64Array(classes)
  for (let row = 0; row < actual.length; row++) {
    for (let k = 0; k < classes; k++) {
      if (actual[row] === k) continue
      const [scores, score] = [own[k] as Float64Array, probabilities[row * classes + k] as number]
      const below = firstFrom(scores, score)
      const upTo = scores[below] === score ? countUpTo(scores, score) : below
      twice[k] = (twice[k] as number) + (Number.isNaN(score) ? score : 2 * scores.length - below - upTo)
    }
  }
  // Of two classes, both have the same area.
  const areas = own.flatMap((scores, k) => {
    const pairs = scores.length * (actual.length - scores.length)
    if (pairs === 0 || (classes === 2 && k === 0)) return []
    return [Number.isNaN(scores[scores.length - 1]) ? Number.NaN : (twice[k] as number) / (2 * pairs)]
  })
  return areas.length > 0 ? sum(areas) / areas.length : undefined
}

/** How many of the ascending values are at most the limit. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function areaOfClass({ actual, probabilities, classes }: Scores, of: number): ValueWithInterval {
  return rocAucOf({
    positive: Uint8Array.from(actual, (one) => Number(one === of)),
    scores: Float64Array.from(actual, (_, row) => probabilities[row * classes + of] as number),
  })
}

/** The rows whose class is among the `k` with the highest scores; of equal scores, the last class counts as highest. */
function countInTop({ actual, probabilities, classes }: Scores, k: number): number {
  let count = 0
  for (let row = 0; row < actual.length; row++) {
    const [start, own] = [row * classes, actual[row] as number]
    const score = probabilities[start + own] as number
    let higher = 0
    for (let other = 0; other < classes; other++) {
      const theirs = probabilities[start + other] as number
      if (Number.isNaN(theirs)) return Number.NaN
      if (theirs > score || (theirs === score && other > own)) higher++
    }
    if (higher < k) count++
  }
  return count
}

/** The observed and the expected share of correct predictions, with the margins as shares. */
function agreement(confusion: Confusion) {
  const { n, actual, predicted, correct } = margins(confusion)
  return { n, actual, predicted, observed: correct / n, expected: dot(actual, predicted) / (n * n) }
}

/** (observed - expected) / (1 - expected); undefined if all rows are of one class and predicted as it. */
function kappaOf(confusion: Confusion): number | undefined {
  const { observed, expected } = agreement(confusion)
  return expected < 1 ? (observed - expected) / (1 - expected) : undefined
}

/** From the variance of Fleiss, Cohen, Everitt 1969 (Psychological Bulletin 72), equation 13. */
function kappaInterval(confusion: Confusion, value: number): Interval | undefined {
  const { n, actual, predicted, observed, expected } = agreement(confusion)
  let variance = -((observed * expected - 2 * expected + observed) ** 2)
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count === 0) return
      const overlap = (((actual[j] as number) + (predicted[i] as number)) / n) * (1 - observed)
      variance += (count / n) * ((i === j ? 1 - expected : 0) - overlap) ** 2
    })
  })
  const half = (Z * Math.sqrt(Math.max(0, variance) / n)) / (1 - expected) ** 2
  return half > 0 ? { low: Math.max(-1, value - half), high: Math.min(1, value + half) } : undefined
}
