/**
 * @file Calibration error: whether predictions with 80% confidence are correct 80% of the time, measured by ECE and MCE
 * (Naeini, Cooper, Hauskrecht 2015, AAAI 29; Guo, Pleiss, Sun, Weinberger 2017, ICML 34). Even a perfectly calibrated
 * model has an ECE above 0, which is larger for fewer rows; see `nullBand`.
 */
import { type Rng, rng } from '../base/rng'
import { quantileCuts, rowsBetween } from './histogram'

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

/** The number of bins of the ECE of a model, in Evaluate, in the gate, and on the card. */
export const MODEL_BINS = 10

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

/**
 * Computes the ECE with bins that contain nearly equal numbers of rows, as far as ties allow, so that no bin is decided
 * by a few rows (Nguyen, O'Connor 2015, EMNLP).
 */
export function equalMassError({ confidence, right }: ScoredPredictions, bins: number): number {
  const cuts = quantileCuts(Float64Array.from(confidence).sort(), bins)
  const indexes = new Uint32Array(confidence.length)
  rowsBetween(Float64Array.from(confidence), cuts).forEach((rows, bin) => {
    for (const row of rows) indexes[row] = bin
  })
  return reportOf(confidence, (row) => (right[row] ? 1 : 0), indexes, cuts.length + 1, bins).ece
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
