/**
 * @file Calibration: scores of probabilities (Brier 1950, log loss), the reliability diagram, and the fit of corrections
 * on rows that the model was not trained on: temperature, Platt, and isotonic.
 */
import { exp, log } from '../base/exact-math'
import {
  type Calibration,
  clip,
  type IsotonicFunction,
  logOdds,
  type PlattScaling,
  sigmoid,
} from '../data/output-decision'
import { calibrationOf, equalMassError, MODEL_BINS } from './calibration-error'
import { type BinaryScores, thresholdPoints } from './curves'
import { type Interval, wilson } from './intervals'

/** A bin of the reliability diagram, with the 95% Wilson interval of its share of positive rows. */
export interface ReliabilityBin extends Interval {
  readonly from: number
  readonly to: number
  readonly count: number
  /** The mean score and the share of positive rows; NaN for an empty bin. */
  readonly mean: number
  readonly share: number
}

export interface Reliability {
  /** Bins of equal width, each with its upper edge; none if a score is NaN. */
  readonly bins: readonly ReliabilityBin[]
  readonly ece: number
  readonly brier: number
  /** Negative log likelihood: the log loss. */
  readonly nll: number
  /**
   * Brier score = reliability - resolution + uncertainty + within (Murphy 1973, Journal of Applied Meteorology 12, for
   * the bins above). `within` comes from different scores within a bin (Stephenson, Coelho, Jolliffe 2008, Weather and
   * Forecasting 23).
   */
  readonly decomposition: {
    readonly reliability: number
    readonly resolution: number
    readonly uncertainty: number
    readonly within: number
  }
  /** The ECE depends on the number of bins, and on whether they have equal width or equal numbers of rows. */
  readonly byBins: readonly { readonly bins: number; readonly ece: number; readonly equalMass: number }[]
}

const BIN_COUNTS = [5, 10, 15, 20, 30]

/** Compares the scores of one class, which are probabilities, with how often the class occurs. */
export function reliability({ positive, scores }: BinaryScores, bins = MODEL_BINS): Reliability {
  const n = scores.length
  const predictions = { confidence: scores, right: positive }
  const report = calibrationOf(predictions, bins)
  const [meanSquare, rate] = [brier(scores, positive), count(positive) / n]
  let [reliability, resolution] = [0, 0]
  for (const bin of report.bins) {
    if (bin.count === 0) continue
    reliability += (bin.count / n) * (bin.confidence - bin.accuracy) ** 2
    resolution += (bin.count / n) * (bin.accuracy - rate) ** 2
  }
  const uncertainty = n === 0 ? 0 : rate * (1 - rate)
  const both = Float64Array.from({ length: 2 * n }, (_, i) =>
    i % 2 === 0 ? 1 - at(scores, i >> 1) : at(scores, i >> 1),
  )
  return {
    bins: Number.isNaN(meanSquare)
      ? []
      : report.bins.map(({ from, to, count, confidence, accuracy }) => ({
          ...{ from, to, count, mean: confidence, share: accuracy },
          ...wilson(accuracy, count),
        })),
    ece: report.ece,
    brier: meanSquare,
    nll: logLoss(Array.from(positive, Number), both, 2),
    decomposition: {
      reliability,
      resolution,
      uncertainty,
      within: meanSquare - reliability + resolution - uncertainty,
    },
    byBins: BIN_COUNTS.map((bins) => ({
      bins,
      ece: calibrationOf(predictions, bins).ece,
      equalMass: equalMassError(predictions, bins),
    })),
  }
}

/** Brier score: the mean of (p - y)², where p is the probability of the positive class. */
export function brier(probability: ArrayLike<number>, actual: ArrayLike<number | boolean>): number {
  let sum = 0
  for (let row = 0; row < probability.length; row++) sum += ((probability[row] as number) - (actual[row] ? 1 : 0)) ** 2
  return probability.length === 0 ? 0 : sum / probability.length
}

/**
 * Brier score for several classes: the mean of Σ_k (p_k - y_k)² over the rows, from 0 to 2; `probabilities` has the
 * shape [rows, classes]. For two classes, the result is twice `brier`.
 */
export function brierOfClasses(probabilities: ArrayLike<number>, actual: ArrayLike<number>, classes: number): number {
  let sum = 0
  for (let row = 0; row < actual.length; row++) {
    for (let k = 0; k < classes; k++) {
      sum += ((probabilities[row * classes + k] as number) - (actual[row] === k ? 1 : 0)) ** 2
    }
  }
  return actual.length === 0 ? 0 : sum / actual.length
}

/**
 * Computes the log loss. `probabilities` has the shape [rows, classes]; each row is first normalized to sum to 1.
 * Returns 0 if there are no rows.
 */
export function logLoss(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  let sum = 0
  for (let row = 0; row < actual.length; row++) {
    let whole = 0
    for (let k = 0; k < classes; k++) whole += clip(probabilities[row * classes + k] as number)
    sum -= log(clip(probabilities[row * classes + (actual[row] as number)] as number) / whole)
  }
  return actual.length === 0 ? 0 : sum / actual.length
}

/** Limits for the fitted temperature. */
const COLDEST = 0.01
const HOTTEST = 100

/**
 * Finds the temperature T at which softmax(logits / T) has the lowest log loss (Guo and others 2017). The loss is
 * convex in 1 / T, so its derivative has a single zero, which is found by Newton steps within a bracket. The logits,
 * with shape [rows, classes], may also be logarithms of probabilities. Returns 1 if there are no rows.
 */
export function fitTemperature(logits: ArrayLike<number>, actual: ArrayLike<number>, classes: number): number {
  if (actual.length === 0) return 1
  let [low, high] = [1 / HOTTEST, 1 / COLDEST]
  if (slopeAt(low).slope >= 0) return HOTTEST
  if (slopeAt(high).slope <= 0) return COLDEST
  let beta = 1
  for (let step = 0; step < 200; step++) {
    const { slope, bend: curvature } = slopeAt(beta)
    if (slope > 0) high = beta
    else low = beta
    const newton = beta - slope / curvature
    const to = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(to - beta) <= 1e-14 * beta) break
    beta = to
  }
  return 1 / beta

  /**
   * Computes the first and second derivatives of the log loss with respect to beta = 1 / T: the mean score minus the
   * score of the correct class, and the variance of the scores.
   */
  function slopeAt(at: number): { slope: number; bend: number } {
    let [slope, curvature] = [0, 0]
    for (let row = 0; row < actual.length; row++) {
      const start = row * classes
      let max = Number.NEGATIVE_INFINITY
      for (let k = 0; k < classes; k++) max = Math.max(max, logits[start + k] as number)
      let [sum, mean, square] = [0, 0, 0]
      for (let k = 0; k < classes; k++) {
        const score = Math.max(MIN_LOGIT, (logits[start + k] as number) - max)
        const weight = exp(at * score)
        sum += weight
        mean += weight * score
        square += weight * score * score
      }
      mean /= sum
      slope += mean - Math.max(MIN_LOGIT, (logits[start + (actual[row] as number)] as number) - max)
      curvature += square / sum - mean * mean
    }
    return { slope, bend: curvature }
  }
}

/** Scores are clipped to this value relative to the largest score, because ln of a probability of 0 is -∞. */
const MIN_LOGIT = -700

/**
 * Fits P(positive) = σ(a · score + b) to any scores, such as log-odds (Platt 1999), by Newton's method with backtracking
 * (Lin, Lin, Weng 2007, Machine Learning 68). The targets are slightly inside 0 and 1, so that separated classes have a
 * finite fit, too. Equal scores give a = 0, and no rows the identity.
 */
export function fitPlatt(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): PlattScaling {
  const positives = count(positive)
  const negatives = scores.length - positives
  if (scores.length === 0) return { a: 1, b: 0 }
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)]
  let mean = 0
  for (let row = 0; row < scores.length; row++) mean += at(scores, row) / scores.length
  let [a, b] = [0, log((positives + 1) / (negatives + 1))]
  let loss = lossAt(a, b)
  for (let step = 0; step < 100; step++) {
    // The gradient, and the second derivatives with a little added to their diagonal so that they can be inverted.
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12]
    for (let row = 0; row < scores.length; row++) {
      const score = at(scores, row) - mean
      const p = sigmoid(a * score + b)
      const [off, weight] = [p - (positive[row] ? high : low), p * (1 - p)]
      ga += off * score
      gb += off
      haa += weight * score * score
      hab += weight * score
      hbb += weight
    }
    const determinant = haa * hbb - hab * hab
    const [da, db] = [(hab * gb - hbb * ga) / determinant, (hab * ga - haa * gb) / determinant]
    let size = 1
    while (size > 1e-10 && !(lossAt(a + size * da, b + size * db) <= loss * (1 + 1e-12))) size /= 2
    if (size <= 1e-10) break
    ;[a, b] = [a + size * da, b + size * db]
    loss = lossAt(a, b)
    if (Math.abs(da) <= 1e-14 * Math.abs(a) && Math.abs(db) <= 1e-14 * Math.max(1, Math.abs(b))) break
  }
  return Number.isNaN(loss) ? { a: Number.NaN, b: Number.NaN } : { a, b: b - a * mean }

  function lossAt(a: number, b: number): number {
    let sum = 0
    for (let row = 0; row < scores.length; row++) {
      const logit = a * (at(scores, row) - mean) + b
      // -t ln σ(z) - (1 - t) ln(1 - σ(z)) = ln(1 + e^-|z|) + max(z, 0) - t z
      sum += log(1 + exp(-Math.abs(logit))) + Math.max(logit, 0) - (positive[row] ? high : low) * logit
    }
    return sum
  }
}

/**
 * Fits a rising function to the share of positive rows by pooling adjacent violators, with equal scores as one point, as
 * `sklearn.isotonic.IsotonicRegression` does. Without rows it has no points.
 */
export function fitIsotonic(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): IsotonicFunction {
  const { points } = thresholdPoints({ positive, scores })
  const blocks: { first: number; last: number; hits: number; rows: number }[] = []
  for (let i = points.length - 1; i > 0; i--) {
    const [point, above] = [points[i], points[i - 1]] as [(typeof points)[0], (typeof points)[0]]
    const hits = point.truePositives - above.truePositives
    let block = {
      first: point.threshold,
      last: point.threshold,
      hits,
      rows: hits + point.falsePositives - above.falsePositives,
    }
    for (
      let before = blocks.at(-1);
      before && before.hits * block.rows >= block.hits * before.rows;
      before = blocks.at(-1)
    ) {
      block = { ...block, first: before.first, hits: before.hits + block.hits, rows: before.rows + block.rows }
      blocks.pop()
    }
    blocks.push(block)
  }
  const ends = blocks.flatMap(({ first, last, hits, rows }) =>
    (first === last ? [first] : [first, last]).map((x) => ({ x, y: hits / rows })),
  )
  if (Number.isNaN(points[0]?.threshold)) return { x: [Number.NaN], y: [Number.NaN] }
  return { x: ends.map(({ x }) => x), y: ends.map(({ y }) => y) }
}

/** Fits a calibration to probabilities, [rows, classes], and the actual class of each row. */
export function fitCalibration(
  method: Calibration['method'],
  probabilities: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
): Calibration {
  if (method === 'temperature') {
    const logits = Float64Array.from(probabilities, log)
    return { method, temperature: logits.some(Number.isNaN) ? Number.NaN : fitTemperature(logits, actual, classes) }
  }
  const columns = Array.from({ length: classes === 2 ? 1 : classes }, (_, i) => (classes === 2 ? 1 : i))
  const ofClass = (k: number) => Uint8Array.from(actual, (one) => Number(one === k))
  const columnOf = (k: number) => Float64Array.from(actual, (_, row) => at(probabilities, row * classes + k))
  return method === 'platt'
    ? { method, perClass: columns.map((k) => fitPlatt(columnOf(k).map(logOdds), ofClass(k))) }
    : { method, perClass: columns.map((k) => fitIsotonic(columnOf(k), ofClass(k))) }
}

function count(positive: ArrayLike<number | boolean>): number {
  let all = 0
  for (let row = 0; row < positive.length; row++) if (positive[row]) all++
  return all
}

function at(values: ArrayLike<number>, i: number): number {
  return values[i] as number
}
