/**
 * @file Curves over all thresholds of a score: ROC, precision and recall, gain, and cost, and the metrics at a single
 * threshold. A row is predicted as positive if its score is at least the threshold. Conventions are those of
 * scikit-learn. If any score is NaN, no order exists, and every result is NaN.
 */
import type { Costs } from '../data/output-decision'
import type { BinaryCounts } from './define-metric'
import { type Interval, logitInterval, type ValueWithInterval, wilson, Z } from './intervals'

/** One class against all others: whether each row belongs to the class (1 or 0), and its score for the class. */
export interface BinaryScores {
  readonly positive: ArrayLike<number | boolean>
  readonly scores: ArrayLike<number>
}

/** Counts at each distinct score, from the highest down; the first point predicts no row as positive. */
export interface ThresholdPoint {
  /** The lowest score that is predicted as positive; Infinity at the first point. */
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
}

export interface RocCurve {
  /** False positive rate: the share of the negative rows that are predicted as positive; NaN without negative rows. */
  readonly fpr: Float64Array
  /** True positive rate, or recall: the share of the positive rows that are found; NaN without positive rows. */
  readonly tpr: Float64Array
  /** From high to low, starting at Infinity. */
  readonly thresholds: Float64Array
  /** The area under the curve: the probability that a positive row has a higher score than a negative row. */
  readonly auc: ValueWithInterval
}

/** All arrays have the same length and run from the highest threshold to the lowest, opposite to scikit-learn. */
export interface PrecisionRecallCurve {
  /** 1 at the first point, which predicts no row as positive. */
  readonly precision: Float64Array
  /** From 0 up. Without positive rows, it is 1 after the first point, as in scikit-learn. */
  readonly recall: Float64Array
  /** From high to low, starting at Infinity. */
  readonly thresholds: Float64Array
  readonly averagePrecision: ValueWithInterval
}

export interface CostCurve {
  /** From high to low, starting at Infinity. */
  readonly thresholds: Float64Array
  /** The mean cost per row; NaN if a class with a share above 0 has no rows. */
  readonly cost: Float64Array
  /** The ends of the 95% interval of the cost. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** The lowest cost, at the usual or else the highest threshold. On other rows, it is usually a little higher. */
  readonly best: {
    readonly threshold: number
    readonly cost: number
    readonly low: number
    readonly high: number
  }
}

/** The metrics at one threshold, with Wilson intervals where they are shares. 0 / 0 is 0. */
export interface ThresholdMetrics extends BinaryCounts {
  readonly precision: ValueWithInterval
  readonly recall: ValueWithInterval
  readonly specificity: ValueWithInterval
  readonly accuracy: ValueWithInterval
  readonly fBeta: number
}

/** The threshold by which the more likely of two classes is predicted, with which others are compared. */
export const USUAL_THRESHOLD = 0.5

/** The points of a curve as arrays. */
interface Steps {
  readonly thresholds: Float64Array
  readonly truePositives: Float64Array
  readonly falsePositives: Float64Array
  readonly positives: number
  readonly negatives: number
}

/** Counts the rows at or above each distinct score. */
export function thresholdPoints(rows: BinaryScores): {
  readonly points: readonly ThresholdPoint[]
  readonly positives: number
  readonly negatives: number
} {
  const { thresholds, truePositives, falsePositives, positives, negatives } = stepsOf(rows)
  const points = Array.from(thresholds, (threshold, i) => ({
    threshold,
    truePositives: truePositives[i] as number,
    falsePositives: falsePositives[i] as number,
  }))
  return { points, positives, negatives }
}

/**
 * Merges the sorted scores of both classes, from the highest down: sorting plain numbers is several times faster than
 * sorting rows.
 */
function stepsOf(rows: BinaryScores): Steps {
  const [a, b] = sortedByClass(rows)
  const [positives, negatives] = [a.length, b.length]
  if (Number.isNaN(a[positives - 1]) || Number.isNaN(b[negatives - 1])) {
    const none = Float64Array.of(Number.NaN)
    return { thresholds: none, truePositives: none, falsePositives: none, positives, negatives }
  }
  const thresholds = new Float64Array(positives + negatives + 1)
  const [truePositives, falsePositives] = [thresholds.slice(), thresholds.slice()]
  thresholds[0] = Number.POSITIVE_INFINITY
  let [i, j, count] = [positives, negatives, 1]
  while (i > 0 || j > 0) {
    const score = Math.max(
      i > 0 ? (a[i - 1] as number) : Number.NEGATIVE_INFINITY,
      j > 0 ? (b[j - 1] as number) : Number.NEGATIVE_INFINITY,
    )
    while (i > 0 && a[i - 1] === score) i--
    while (j > 0 && b[j - 1] === score) j--
    thresholds[count] = score
    truePositives[count] = positives - i
    falsePositives[count] = negatives - j
    count++
  }
  const [own, hits, alarms] = [thresholds, truePositives, falsePositives].map((all) => all.subarray(0, count))
  return { thresholds: own, truePositives: hits, falsePositives: alarms, positives, negatives } as Steps
}

/** The ascending scores of the positive rows and of the negative rows; NaN sorts last. */
function sortedByClass({ positive, scores }: BinaryScores): readonly [Float64Array, Float64Array] {
  const n = scores.length
  let positives = 0
  for (let row = 0; row < n; row++) if (positive[row]) positives++
  const [a, b] = [new Float64Array(positives), new Float64Array(n - positives)]
  let [i, j] = [0, 0]
  for (let row = 0; row < n; row++) {
    if (positive[row]) a[i++] = scores[row] as number
    else b[j++] = scores[row] as number
  }
  return [a.sort(), b.sort()]
}

/**
 * Computes the ROC curve with all of its points. The area is NaN if one of the classes has no row. Its interval is that
 * of DeLong, DeLong, Clarke-Pearson (1988, Biometrics 44), from midranks (Sun, Xu 2014, IEEE Signal Processing Letters
 * 21), on the logit scale. It is too narrow for few rows of a class, and has no width for separated or constant scores:
 * the result then contains `areaScoreInterval`, too.
 */
export function rocCurve(rows: BinaryScores): RocCurve {
  const steps = stepsOf(rows)
  const { thresholds, truePositives, falsePositives, positives, negatives } = steps
  return {
    fpr: falsePositives.map((count) => count / negatives),
    tpr: truePositives.map((count) => count / positives),
    thresholds,
    auc: areaOf(steps),
  }
}

/** The area under the ROC curve, as in `rocCurve`. */
export function rocAuc(rows: BinaryScores): ValueWithInterval {
  return areaOf(stepsOf(rows))
}

function areaOf({ thresholds, truePositives, falsePositives, positives, negatives }: Steps): ValueWithInterval {
  const none = { value: Number.NaN, low: 0, high: 1 }
  if (positives === 0 || negatives === 0 || Number.isNaN(thresholds[0])) return none
  // Twice the number of pairs in the right order, where a pair with equal scores counts half. Sums of whole numbers are
  // exact.
  let twice = 0
  for (let i = 1; i < thresholds.length; i++) {
    const alarms = (falsePositives[i] as number) - (falsePositives[i - 1] as number)
    twice += alarms * ((truePositives[i] as number) + (truePositives[i - 1] as number))
  }
  const value = twice / (2 * positives * negatives)
  // For each row, the share of the rows of the other class that it is ordered correctly with: their variance.
  let [ofPositives, ofNegatives] = [0, 0]
  for (let i = 1; i < thresholds.length; i++) {
    const [hits, before] = [truePositives[i] as number, truePositives[i - 1] as number]
    const [alarms, alarmsBefore] = [falsePositives[i] as number, falsePositives[i - 1] as number]
    const below = 1 - (alarms + alarmsBefore) / (2 * negatives)
    const above = (hits + before) / (2 * positives)
    ofPositives += (hits - before) * (below - value) ** 2
    ofNegatives += (alarms - alarmsBefore) * (above - value) ** 2
  }
  const few = Math.min(positives, negatives)
  const variance = ofPositives / ((positives - 1) * positives) + ofNegatives / ((negatives - 1) * negatives)
  const score = areaScoreInterval(value, positives, negatives)
  if (few < 2 || variance === 0 || value === 0 || value === 1) return { value, ...score }
  const { low, high } = logitInterval(value, Math.sqrt(variance))
  return few < FEW_ROWS
    ? { value, low: Math.min(low, score.low), high: Math.max(high, score.high) }
    : { value, low, high }
}

/** A variance from fewer rows of a class is often far too small. */
const FEW_ROWS = 30

/** The number of bisection steps that suffices for any number between 0 and 1. */
const HALVINGS = 60

/**
 * The areas A with (a - A)² <= z² V(A), where V is the variance of Hanley and McNeil (1982) for classes of equal size:
 * method 5 of Newcombe (2006, Statistics in Medicine 25, 559). Like Wilson's interval, it has a width at 0 and 1.
 */
function areaScoreInterval(area: number, positives: number, negatives: number): Interval {
  const more = (positives + negatives) / 2 - 1
  const isInside = (a: number) => {
    const variance = (a * (1 - a) * (1 + more * ((1 - a) / (2 - a) + a / (1 + a)))) / (positives * negatives)
    return (area - a) ** 2 <= Z * Z * variance
  }
  const boundary = (outside: number): number => {
    let [out, inside] = [outside, area]
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (out + inside) / 2
      if (isInside(middle)) inside = middle
      else out = middle
    }
    return inside
  }
  return { low: boundary(0), high: boundary(1) }
}

/**
 * Computes precision and recall at every threshold. Average precision is Σ (Rₙ − Rₙ₋₁) Pₙ, without interpolation; random
 * scores give the class's share of the rows. It is 0 if no row is positive. Its interval is the logit interval of Boyd,
 * Eng, Page (2013, ECML, "Area under the precision-recall curve"), and Wilson's for 0 and 1, which have no logit.
 */
export function precisionRecallCurve(rows: BinaryScores): PrecisionRecallCurve {
  const { thresholds, truePositives, falsePositives, positives } = stepsOf(rows)
  const [unknown, n] = [Number.isNaN(thresholds[0]), thresholds.length]
  const [precision, recall] = [new Float64Array(n), new Float64Array(n)]
  precision[0] = unknown ? Number.NaN : 1
  recall[0] = unknown ? Number.NaN : 0
  let sum = 0
  for (let i = 1; i < n; i++) {
    const hits = truePositives[i] as number
    precision[i] = hits / (hits + (falsePositives[i] as number))
    recall[i] = positives > 0 ? hits / positives : 1
    sum += (hits - (truePositives[i - 1] as number)) * (precision[i] as number)
  }
  const value = unknown ? Number.NaN : positives > 0 ? sum / positives : 0
  const interval =
    value > 0 && value < 1
      ? logitInterval(value, Math.sqrt((value * (1 - value)) / positives))
      : wilson(value, positives)
  return { precision, recall, thresholds, averagePrecision: { value, ...interval } }
}

/**
 * Computes the cumulative gain: the share of all rows, from the highest score down, and the share of the positive rows
 * among them. Both are NaN if there are no rows to take a share of.
 */
export function gainCurve(rows: BinaryScores): { readonly share: Float64Array; readonly gain: Float64Array } {
  const { truePositives, falsePositives, positives, negatives } = stepsOf(rows)
  return {
    share: truePositives.map((count, i) => (count + (falsePositives[i] as number)) / (positives + negatives)),
    gain: truePositives.map((count) => count / positives),
  }
}

/**
 * Computes the mean cost per row at each threshold. Its 95% interval takes the number of rows of both classes as given,
 * and combines the Wilson intervals of the miss rate and of the false alarm rate by the method of variance estimates
 * recovery (MOVER; Zou, Donner 2008, Statistics in Medicine 27).
 */
export function costCurve(rows: BinaryScores, costs: Costs): CostCurve {
  const { thresholds, truePositives, falsePositives, positives, negatives } = stepsOf(rows)
  const share = costs.prevalence ?? positives / (positives + negatives)
  const [ofMiss, ofAlarm] = [share * costs.miss, (1 - share) * costs.falseAlarm]
  const [cost, low, high] = [thresholds.slice(), thresholds.slice(), thresholds.slice()]
  let best = 0
  for (let i = 0; i < thresholds.length; i++) {
    const [missed, alarmed] = [positives - (truePositives[i] as number), falsePositives[i] as number]
    const [misses, alarms] = [partOf(ofMiss, missed, positives), partOf(ofAlarm, alarmed, negatives)]
    // A sum of whole numbers times costs, so that equal costs are equal numbers.
    const exact = totalCost(costs, missed, alarmed) / (positives + negatives)
    const mean = costs.prevalence === undefined ? exact : misses.value + alarms.value
    cost[i] = mean
    low[i] = Math.max(0, mean - Math.sqrt((misses.value - misses.low) ** 2 + (alarms.value - alarms.low) ** 2))
    high[i] = mean + Math.sqrt((misses.high - misses.value) ** 2 + (alarms.high - alarms.value) ** 2)
    if (mean < (cost[best] as number)) best = i
  }
  const usual = thresholds.findLastIndex((threshold) => threshold >= USUAL_THRESHOLD)
  if ((cost[usual] as number) <= (cost[best] as number)) best = usual
  const threshold = Number.isNaN(cost[best]) ? Number.NaN : between(thresholds[best] as number, thresholds[best + 1])
  const at = (all: Float64Array) => all[best] as number
  return { thresholds, cost, low, high, best: { threshold, cost: at(cost), low: at(low), high: at(high) } }
}

/** What these mistakes cost. */
export function totalCost(costs: Pick<Costs, 'miss' | 'falseAlarm'>, misses: number, falseAlarms: number): number {
  return costs.miss * misses + costs.falseAlarm * falseAlarms
}

/** The part of the cost from one kind of mistake; 0 if its weight is 0, even if there are no rows to make it on. */
function partOf(weight: number, mistakes: number, rows: number): ValueWithInterval {
  if (weight === 0 && !Number.isNaN(mistakes)) return { value: 0, low: 0, high: 0 }
  const { low, high } = wilson(mistakes / rows, rows)
  return { value: weight * (mistakes / rows), low: weight * low, high: weight * high }
}

/** The mean loss of the most certain rows, for each share of the rows. */
export interface RiskCurve {
  /** The share of the rows; from the most certain rows up to all of them. */
  readonly share: Float64Array
  /** Their mean loss (for a loss of 1 if wrong and 0 if correct, 1 minus the accuracy), and the rows in this order. */
  readonly risk: Float64Array
  readonly order: Uint32Array
  /** The mean of the risk over all shares: AURC (Geifman, Uziel, El-Yaniv 2019, ICLR). Lower is better. */
  readonly area: number
}
/**
 * Sorts rows by their uncertainty, as if the others were left to a person (El-Yaniv, Wiener 2010, JMLR 11). Rows with
 * equal uncertainty have no order, so each of them counts with their mean loss. Everything is NaN if a value is.
 */
export function riskCurve(uncertainty: ArrayLike<number>, losses: ArrayLike<number>): RiskCurve {
  const n = losses.length
  const order = Uint32Array.from({ length: n }, (_, row) => row)
  order.sort((a, b) => (uncertainty[a] as number) - (uncertainty[b] as number))
  const isUnknown = Array.from(uncertainty).some(Number.isNaN)
  const [share, risk] = [new Float64Array(n), new Float64Array(n)]
  let [before, area] = [0, 0]
  for (let from = 0, to = 0; from < n; from = to) {
    let sum = 0
    const level = uncertainty[order[from] as number]
    for (; to < n && (isUnknown || uncertainty[order[to] as number] === level); to++)
      sum += losses[order[to] as number] as number
    for (let i = from; i < to; i++) {
      share[i] = (i + 1) / n
      risk[i] = isUnknown ? Number.NaN : (before + (sum * (i + 1 - from)) / (to - from)) / (i + 1)
      area += (risk[i] as number) / n
    }
    before += sum
  }
  return { share, risk, order, area: n === 0 ? Number.NaN : area }
}

/**
 * A threshold that separates two scores: the usual one if it does, or else about midway, with as few decimals as
 * possible, but at least three, so that the number shown decides the same. Without a lower score, it is about the upper.
 */
export function between(upper: number, lower = Number.NEGATIVE_INFINITY): number {
  const separates = (at: number) => lower < at && at <= upper
  if (separates(USUAL_THRESHOLD)) return USUAL_THRESHOLD
  if (!Number.isFinite(upper)) return upper
  const middle = Number.isFinite(lower) ? lower + (upper - lower) / 2 : Math.floor(1000 * upper) / 1000
  for (let decimals = 3; decimals <= 15; decimals++) {
    const short = Number(middle.toFixed(decimals))
    if (separates(short)) return short
  }
  return upper
}

/** Computes the metrics at a threshold. F-beta weighs recall beta times as much as precision. */
export function atThreshold({ positive, scores }: BinaryScores, threshold: number, beta = 1): ThresholdMetrics {
  const counts = countsAt({ positive, scores }, threshold)
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts
  const [hits, misses, alarms] = [(1 + beta * beta) * truePositives, beta * beta * falseNegatives, falsePositives]
  return {
    ...counts,
    precision: shareOf(truePositives, truePositives + falsePositives),
    recall: shareOf(truePositives, truePositives + falseNegatives),
    specificity: shareOf(trueNegatives, trueNegatives + falsePositives),
    accuracy: shareOf(truePositives + trueNegatives, scores.length),
    fBeta: hits + misses + alarms === 0 ? 0 : hits / (hits + misses + alarms),
  }
}

function countsAt({ positive, scores }: BinaryScores, threshold: number): BinaryCounts {
  let [truePositives, falsePositives, falseNegatives, trueNegatives, unknown] = [0, 0, 0, 0, Number.isNaN(threshold)]
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number
    unknown ||= Number.isNaN(score)
    if (score >= threshold) {
      if (positive[row]) truePositives++
      else falsePositives++
    } else if (positive[row]) falseNegatives++
    else trueNegatives++
  }
  return unknown
    ? { truePositives: Number.NaN, falsePositives: Number.NaN, falseNegatives: Number.NaN, trueNegatives: Number.NaN }
    : { truePositives, falsePositives, falseNegatives, trueNegatives }
}

function shareOf(part: number, whole: number): ValueWithInterval {
  const value = whole === 0 ? 0 : part / whole
  return { value, ...wilson(value, whole) }
}
