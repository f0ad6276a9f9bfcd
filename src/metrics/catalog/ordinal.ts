/**
 * @file Metrics of outputs that predict ordered classes, from the confusion matrix in the order of the classes: a mistake
 * counts by its distance in ranks.
 */
import { correlationInterval, type Interval, student, wilson } from '../intervals'
import { defineMetric, type MetricEvidence } from '../define-metric'
import { columnSums } from './classification'

type Ranks = MetricEvidence['ranks']

const SKLEARN = 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics'

export const weightedKappa = defineMetric({
  id: 'weightedKappa',
  kind: 'score',
  better: 'higher',
  // With `weights="quadratic"`.
  source: `${SKLEARN}.cohen_kappa_score.html`,
  formulas: { ranks: quadraticKappa },
  interval: { method: 'delta', ranks: quadraticKappaInterval },
  everyEpoch: true,
  inSummary: true,
})

export const rankMae = defineMetric({
  id: 'rankMae',
  kind: 'error',
  better: 'lower',
  source: `${SKLEARN}.mean_absolute_error.html`,
  formulas: { ranks: (counts) => meanDistance(counts, (distance) => distance) },
  interval: { method: 'student-t', ranks: distanceInterval },
  everyEpoch: true,
})

export const adjacentAccuracy = defineMetric({
  id: 'adjacentAccuracy',
  kind: 'share',
  better: 'higher',
  // Gaudette and Japkowicz 2009, Evaluation methods for ordinal classification: accuracy within 1.
  source: 'https://doi.org/10.1007/978-3-642-01818-3_25',
  formulas: { ranks: (counts) => meanDistance(counts, (distance) => Number(distance <= 1)) },
  interval: {
    method: 'wilson',
    ranks: (counts, value) => (total(counts) > 0 ? wilson(value, total(counts)) : undefined),
  },
})

export const kendallTau = defineMetric({
  id: 'kendallTau',
  kind: 'score',
  better: 'higher',
  // Tau-b, which allows for ties.
  source: 'https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.kendalltau.html',
  formulas: { ranks: tauB },
  interval: { method: 'delta', ranks: tauBInterval },
})

/** The number of examples whose predicted class is 0, 1, 2, … ranks from the actual one. */
export function distanceCounts(counts: Ranks): readonly number[] {
  const found = new Array<number>(counts.length).fill(0)
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      found[Math.abs(i - j)] = (found[Math.abs(i - j)] as number) + count
    })
  })
  return found
}

/** The mean over all rows of a function of the distance in ranks; 0 without rows. */
function meanDistance(counts: Ranks, of: (distance: number) => number): number {
  const found = distanceCounts(counts)
  const n = sum(found)
  return n > 0 ? sum(found.map((count, distance) => count * of(distance))) / n : 0
}

/** Student's t; undefined if all distances are equal, which says nothing about the spread. */
function distanceInterval(counts: Ranks, value: number): Interval | undefined {
  const n = total(counts)
  const variance = n > 1 ? (meanDistance(counts, (distance) => (distance - value) ** 2) * n) / (n - 1) : 0
  const half = student(n - 1) * Math.sqrt(variance / n)
  return variance > 0 ? { low: Math.max(0, value - half), high: value + half } : undefined
}

/** The margins, as shares, and the mean squared distance: observed, and of independent rows with the same margins. */
function disagreement(counts: Ranks) {
  const n = total(counts)
  const actual = counts.map((row) => sum(row) / n)
  const predicted = columnSums(counts).map((count) => count / n)
  const expected = sum(actual.map((share, i) => share * squaredFrom(predicted, i)))
  return { actual, predicted, observed: meanDistance(counts, (distance) => distance ** 2), expected }
}

/** The mean squared distance of a class from classes with these shares. */
function squaredFrom(shares: readonly number[], at: number): number {
  return sum(shares.map((share, k) => share * (at - k) ** 2))
}

/** 1 - observed / expected squared distance; undefined if all rows are of one class and predicted as it. */
function quadraticKappa(counts: Ranks): number | undefined {
  const { observed, expected } = disagreement(counts)
  return expected > 0 ? 1 - observed / expected : undefined
}

function quadraticKappaInterval(counts: Ranks, value: number): Interval | undefined {
  const { actual, predicted, observed, expected } = disagreement(counts)
  const ofActual = actual.map((_, i) => squaredFrom(predicted, i))
  const ofPredicted = predicted.map((_, j) => squaredFrom(actual, j))
  return correlationInterval(counts, value, (i, j) => {
    const byMargins = (ofActual[i] as number) + (ofPredicted[j] as number)
    return (observed * byMargins) / expected ** 2 - (i - j) ** 2 / expected
  })
}

/** For each cell, the rows that are concordant with its rows minus those that are discordant, [actual, predicted]. */
function surpluses(counts: Ranks): Float64Array {
  const k = counts.length
  const out = new Float64Array(k * k)
  const before = new Float64Array(k)
  const after = Float64Array.from(columnSums(counts))
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      after[j] = (after[j] as number) - count
    })
    let surplus = sum(after) - sum(before)
    // What is left of the cell in rows before it, and right of it in rows after it, is concordant.
    for (let j = 0; j < k; j++) {
      const own = (before[j] as number) - (after[j] as number)
      surplus += own
      out[i * k + j] = surplus
      surplus += own
    }
    row.forEach((count, j) => {
      before[j] = (before[j] as number) + count
    })
  })
  return out
}

/** The concordant minus the discordant pairs, and the pairs that are no ties of actual or of predicted classes, doubled. */
function pairs(counts: Ranks) {
  const k = counts.length
  const surplus = surpluses(counts)
  const n = total(counts)
  const untied = (margin: readonly number[]) => n * n - sum(margin.map((count) => count * count))
  const difference = sum(counts.map((row, i) => sum(row.map((count, j) => count * (surplus[i * k + j] as number)))))
  const [actual, predicted] = [counts.map(sum), columnSums(counts)]
  return { n, surplus, difference, actual, predicted, ofActual: untied(actual), ofPredicted: untied(predicted) }
}

/** Undefined if all rows are of one class, or predicted as one. */
function tauB(counts: Ranks): number | undefined {
  const { difference, ofActual, ofPredicted } = pairs(counts)
  return ofActual > 0 && ofPredicted > 0 ? difference / (Math.sqrt(ofActual) * Math.sqrt(ofPredicted)) : undefined
}

/** The variance of Brown and Benedetti 1977, Journal of the American Statistical Association 72. */
function tauBInterval(counts: Ranks, value: number): Interval | undefined {
  const { n, surplus, actual, predicted, ofActual, ofPredicted } = pairs(counts)
  const scale = Math.sqrt(ofActual) * Math.sqrt(ofPredicted)
  return correlationInterval(counts, value, (i, j) => {
    const ties = (actual[i] as number) / ofActual + (predicted[j] as number) / ofPredicted
    return n * ((2 * (surplus[i * counts.length + j] as number)) / scale + value * ties)
  })
}

function total(counts: Ranks): number {
  return sum(counts.map(sum))
}

function sum(values: ArrayLike<number>): number {
  let all = 0
  for (let i = 0; i < values.length; i++) all += values[i] as number
  return all
}
