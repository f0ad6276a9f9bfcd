/**
 * @file Temperature scaling: one parameter that calibrates the confidences of a model without changing its predictions.
 */
import { exp, log } from '../base/exact-math'

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
