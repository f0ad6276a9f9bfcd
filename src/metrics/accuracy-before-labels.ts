/**
 * @file Accuracy before labels arrive: estimates, from a model's own confidences, how often its predictions are correct
 * in a window without labels. Both methods assume that the confidences are still as well calibrated as before. If the
 * relation between inputs and labels changes (concept drift), neither method can detect it until labels arrive.
 */
import { type Interval, wilson } from './intervals'
import { nearestRank } from './latency-quantiles'

export interface Estimate extends Interval {
  readonly accuracy: number
}

/** With more rows than this, the number of correct predictions is approximated well by a normal distribution. */
const MAX_EXACT = 1000
/** The 97.5% quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * Average confidence: for calibrated confidences, the mean confidence is the expected accuracy (Hendrycks, Gimpel 2017,
 * ICLR; Guillory and others 2021, ICCV). The 95% interval is for the accuracy in this window: each prediction is
 * correct with a probability equal to its confidence (Poisson binomial distribution). It also contains the Wilson
 * interval of the mean, because predictions with a confidence of 1 on few rows do not make an accuracy certain.
 */
export function averageConfidence(confidence: ArrayLike<number>): Estimate {
  const n = confidence.length
  if (n === 0) return { accuracy: Number.NaN, low: 0, high: 1 }
  let [sum, variance] = [0, 0]
  for (let i = 0; i < n; i++) {
    const p = confidence[i] as number
    sum += p
    variance += p * (1 - p)
  }
  const { low, high } = wilson(sum / n, n)
  const [lowest, highest] = correctRange(confidence, sum, variance)
  return { accuracy: sum / n, low: Math.min(low, lowest / n), high: Math.max(high, highest / n) }
}

/** The 95% range of the number of correct predictions, from its mean and variance if there are many. */
function correctRange(confidence: ArrayLike<number>, mean: number, variance: number): readonly [number, number] {
  const n = confidence.length
  const half = Z * Math.sqrt(variance)
  if (n > MAX_EXACT) return [Math.max(0, mean - half), Math.min(n, mean + half)]
  const chances = correctDistribution(confidence)
  return [countQuantile(chances, 0.025), countQuantile(chances, 0.975)]
}

/** The probability of each possible number of correct predictions, 0 to n. */
export function correctDistribution(confidence: ArrayLike<number>): Float64Array {
  const chances = new Float64Array(confidence.length + 1)
  chances[0] = 1
  for (let i = 0; i < confidence.length; i++) {
    const p = confidence[i] as number
    for (let k = i + 1; k > 0; k--) chances[k] = (chances[k] as number) * (1 - p) + (chances[k - 1] as number) * p
    chances[0] = (chances[0] as number) * (1 - p)
  }
  return chances
}

/** Returns the smallest count whose cumulative probability is at least `probability`. */
function countQuantile(chances: Float64Array, probability: number): number {
  let sum = 0
  for (let k = 0; k < chances.length; k++) {
    sum += chances[k] as number
    if (sum >= probability) return k
  }
  return chances.length - 1
}

/**
 * Returns the threshold for average thresholded confidence (Garg, Balakrishnan, Lipton, Neyshabur, Sedghi 2022, ICLR),
 * chosen so that the number of labeled rows with a lower confidence equals the number of incorrect predictions.
 */
export function confidenceThreshold(confidence: ArrayLike<number>, right: ArrayLike<number | boolean>): number {
  const n = confidence.length
  let wrong = 0
  for (let i = 0; i < n; i++) if (!right[i]) wrong++
  if (wrong === n) return Number.POSITIVE_INFINITY
  return nearestRank(Float64Array.from(confidence).sort(), (wrong + 1) / n)
}

/** Returns the share of rows in a window whose confidence is at least the threshold, with a 95% interval. */
export function thresholdedConfidence(confidence: ArrayLike<number>, threshold: number): Estimate {
  const n = confidence.length
  if (n === 0) return { accuracy: Number.NaN, low: 0, high: 1 }
  let confident = 0
  for (let i = 0; i < n; i++) if ((confidence[i] as number) >= threshold) confident++
  return { accuracy: confident / n, ...wilson(confident / n, n) }
}
