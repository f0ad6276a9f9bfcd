/**
 * @file Calibration: whether predictions with 80% confidence are correct 80% of the time, measured by ECE and MCE
 * (Naeini, Cooper, Hauskrecht 2015, AAAI 29; Guo, Pleiss, Sun, Weinberger 2017, ICML 34) and the Brier score (1950).
 * Even a perfectly calibrated model has an ECE above 0, which is larger for fewer rows; see `nullBand`.
 */
import { exp, log } from '../base/exact-math'
import { type Rng, rng } from '../base/rng'

/** Predictions, each with the confidence in the predicted class and whether the prediction was correct. */
interface ScoredPredictions {
  readonly confidence: ArrayLike<number>
  readonly right: ArrayLike<number | boolean>
}

/**
 * The edge that belongs to a bin: the upper edge (Guo and others), or the lower edge (as in torchmetrics, where
 * confidence 1 has a separate bin).
 */
type Closed = 'right' | 'left'

interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly count: number
  /** The share of correct predictions among the bin's rows; NaN for an empty bin. */
  readonly accuracy: number
  readonly confidence: number
}

interface CalibrationReport {
  /** Expected calibration error: Σ (rows in the bin / all rows) |accuracy - confidence|. */
  readonly ece: number
  /** Maximum calibration error: the largest |accuracy - confidence|. */
  readonly mce: number
  readonly bins: readonly CalibrationBin[]
}

/**
 * Computes the calibration report with bins of equal width; 15 bins are common. ECE and MCE are 0 if there are no rows.
 */
export function calibrationOf(
  { confidence, right }: ScoredPredictions,
  bins = 15,
  closed: Closed = 'right',
): CalibrationReport {
  const indexes = binIndexes(confidence, bins, closed)
  return reportOf(confidence, (row) => (right[row] ? 1 : 0), indexes, bins + (closed === 'left' ? 1 : 0), bins)
}

function reportOf(
  confidence: ArrayLike<number>,
  right: (row: number) => number,
  indexes: Uint32Array,
  kinds: number,
  bins: number,
): CalibrationReport {
  const count = new Float64Array(kinds)
  const hits = new Float64Array(kinds)
  const confidenceSum = new Float64Array(kinds)
  indexes.forEach((bin, row) => {
    count[bin] = (count[bin] as number) + 1
    hits[bin] = (hits[bin] as number) + right(row)
    confidenceSum[bin] = (confidenceSum[bin] as number) + (confidence[row] as number)
  })
  let [ece, mce] = [0, 0]
  const all = Array.from(count, (n, bin): CalibrationBin => {
    const [accuracy, mean] = [(hits[bin] as number) / n, (confidenceSum[bin] as number) / n]
    if (n > 0) {
      ece += (n / indexes.length) * Math.abs(accuracy - mean)
      mce = Math.max(mce, Math.abs(accuracy - mean))
    }
    return { from: edge(bin, bins), to: edge(bin + 1, bins), count: n, accuracy, confidence: mean }
  })
  return { ece, mce, bins: all }
}

/** Returns the bin of each row, with the same edges as numpy's `linspace(0, 1, bins + 1)`. */
function binIndexes(confidence: ArrayLike<number>, bins: number, closed: Closed): Uint32Array {
  return Uint32Array.from(confidence, (value) => {
    let bin = Math.min(bins - 1, Math.max(0, Math.floor(value * bins)))
    if (closed === 'right') {
      while (bin > 0 && value <= edge(bin, bins)) bin--
      while (bin < bins - 1 && value > edge(bin + 1, bins)) bin++
      return bin
    }
    while (bin > 0 && value < edge(bin, bins)) bin--
    while (bin < bins && value >= edge(bin + 1, bins)) bin++
    return bin
  })
}

function edge(bin: number, bins: number): number {
  return bin >= bins ? 1 : bin * (1 / bins)
}

/**
 * The distribution of the ECE of a perfectly calibrated model on rows with these confidences. The ECE is below the
 * median half the time, and below the threshold with probability 1 - alpha.
 */
interface NullBand {
  readonly median: number
  /** The ECE of a calibrated model exceeds this threshold with probability alpha. */
  readonly threshold: number
}

/**
 * Computes the null band by drawing labels from the confidences with a seed (Bröcker, Smith 2007, Weather and
 * Forecasting 22).
 */
export function nullBand(
  confidence: ArrayLike<number>,
  { alpha, seed, bins = 15, worlds = 499 }: NullBandOptions,
): NullBand {
  if (confidence.length === 0) return { median: 0, threshold: 0 }
  const random: Rng = rng(seed, { kind: 'resample', epoch: 0 })
  const indexes = binIndexes(confidence, bins, 'right')
  const rises = Float64Array.from({ length: worlds }, () => {
    const right = (row: number) => (random.uniform() < (confidence[row] as number) ? 1 : 0)
    return reportOf(confidence, right, indexes, bins, bins).ece
  }).sort()
  const last = worlds - Math.floor(alpha * (worlds + 1))
  return {
    median: rises[Math.floor(worlds / 2)] as number,
    threshold: rises[Math.min(worlds - 1, last)] as number,
  }
}

interface NullBandOptions {
  readonly alpha: number
  readonly seed: number
  readonly bins?: number
  readonly worlds?: number
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

/** Rescales probabilities [rows, classes] to temperature T: softmax(ln p / T). */
export function atTemperature(probabilities: ArrayLike<number>, classes: number, temperature: number): Float64Array {
  const out = new Float64Array(probabilities.length)
  for (let start = 0; start < out.length; start += classes) {
    let max = Number.NEGATIVE_INFINITY
    for (let k = 0; k < classes; k++) max = Math.max(max, log(probabilities[start + k] as number))
    let sum = 0
    for (let k = 0; k < classes; k++) {
      const weight = exp((log(probabilities[start + k] as number) - max) / temperature)
      out[start + k] = weight
      sum += weight
    }
    for (let k = 0; k < classes; k++) out[start + k] = (out[start + k] as number) / sum
  }
  return out
}
