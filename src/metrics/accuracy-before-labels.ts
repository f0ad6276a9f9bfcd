/**
 * @file Accuracy before labels come: what a model's own confidences say of how often it is right, on a window nobody has labelled. Both
 * ways ask that confidences are still as calibrated as they were; where the inputs' meaning changes (concept drift) neither can see it,
 * and the truth is drawn in when it comes.
 */
import type { Interval } from './interval'
import { wilson } from './interval'
import { nearestRank } from './quantile'

export interface Estimate extends Interval {
  readonly accuracy: number
}

/** Of more rows the number of right ones is as good as normal. */
const COUNTED_OUT = 1000
/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * Average confidence: of calibrated ones the mean is the accuracy to expect (Hendrycks, Gimpel 2017, ICLR; Guillory and others 2021,
 * ICCV). The interval is of the window's own accuracy, 95 %: each answer is right with its confidence (Poisson's binomial law).
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
  if (n > COUNTED_OUT) {
    const half = (Z * Math.sqrt(variance)) / n
    return { accuracy: sum / n, low: Math.max(0, sum / n - half), high: Math.min(1, sum / n + half) }
  }
  const chances = rightAnswers(confidence)
  return { accuracy: sum / n, low: countAt(chances, 0.025) / n, high: countAt(chances, 0.975) / n }
}

/** The chance of each number of right answers, 0 to n. */
export function rightAnswers(confidence: ArrayLike<number>): Float64Array {
  const chances = new Float64Array(confidence.length + 1)
  chances[0] = 1
  for (let i = 0; i < confidence.length; i++) {
    const p = confidence[i] as number
    for (let k = i + 1; k > 0; k--) chances[k] = (chances[k] as number) * (1 - p) + (chances[k - 1] as number) * p
    chances[0] = (chances[0] as number) * (1 - p)
  }
  return chances
}

/** The least number that, or less, comes with at least this probability. */
function countAt(chances: Float64Array, probability: number): number {
  let sum = 0
  for (let k = 0; k < chances.length; k++) {
    sum += chances[k] as number
    if (sum >= probability) return k
  }
  return chances.length - 1
}

/**
 * The threshold of average thresholded confidence (Garg, Balakrishnan, Lipton, Neyshabur, Sedghi 2022, ICLR): as many of the labelled
 * rows lie below it as were answered wrongly.
 */
export function confidenceThreshold(confidence: ArrayLike<number>, right: ArrayLike<number | boolean>): number {
  const n = confidence.length
  let wrong = 0
  for (let i = 0; i < n; i++) if (!right[i]) wrong++
  if (wrong === n) return Number.POSITIVE_INFINITY
  return nearestRank(Float64Array.from(confidence).sort(), (wrong + 1) / n)
}

/** The share of a window's rows that are at least as sure as that, with its 95 % interval. */
export function thresholdedConfidence(confidence: ArrayLike<number>, threshold: number): Estimate {
  const n = confidence.length
  if (n === 0) return { accuracy: Number.NaN, low: 0, high: 1 }
  let sure = 0
  for (let i = 0; i < n; i++) if ((confidence[i] as number) >= threshold) sure++
  return { accuracy: sure / n, ...wilson(sure / n, n) }
}
