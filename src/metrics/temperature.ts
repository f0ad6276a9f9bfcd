/** @file Temperature: the one number that mends the confidences of a model and changes none of its answers. */
import { exp, log } from '../base/exact'

/** Temperatures that make sense: a fit never leaves them. */
const COLDEST = 0.01
const HOTTEST = 100

/**
 * The temperature T at which softmax(logits / T) has the least log loss (Guo and others 2017): the loss is convex in 1 / T, so where its
 * slope passes 0, by Newton's steps kept within a bracket. Logits [rows, classes] may be ln of probabilities. 1 for no rows.
 */
export function fitTemperature(logits: ArrayLike<number>, actual: ArrayLike<number>, classes: number): number {
  if (actual.length === 0) return 1
  let [low, high] = [1 / HOTTEST, 1 / COLDEST]
  if (slopeAt(low).slope >= 0) return HOTTEST
  if (slopeAt(high).slope <= 0) return COLDEST
  let beta = 1
  for (let step = 0; step < 200; step++) {
    const { slope, bend } = slopeAt(beta)
    if (slope > 0) high = beta
    else low = beta
    const newton = beta - slope / bend
    const to = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(to - beta) <= 1e-14 * beta) break
    beta = to
  }
  return 1 / beta

  /** First and second derivative of the log loss by beta = 1 / T: mean score less the right one's, and the scores' variance. */
  function slopeAt(at: number): { slope: number; bend: number } {
    let [slope, bend] = [0, 0]
    for (let row = 0; row < actual.length; row++) {
      const start = row * classes
      let most = Number.NEGATIVE_INFINITY
      for (let k = 0; k < classes; k++) most = Math.max(most, logits[start + k] as number)
      let [whole, mean, square] = [0, 0, 0]
      for (let k = 0; k < classes; k++) {
        const score = Math.max(LEAST_LOGIT, (logits[start + k] as number) - most)
        const weight = exp(at * score)
        whole += weight
        mean += weight * score
        square += weight * score * score
      }
      mean /= whole
      slope += mean - Math.max(LEAST_LOGIT, (logits[start + (actual[row] as number)] as number) - most)
      bend += square / whole - mean * mean
    }
    return { slope, bend }
  }
}

/** ln of a probability of 0 is taken for this much below the best. */
const LEAST_LOGIT = -700

/** Probabilities [rows, classes] at temperature T: softmax(ln p / T). */
export function atTemperature(probabilities: ArrayLike<number>, classes: number, temperature: number): Float64Array {
  const out = new Float64Array(probabilities.length)
  for (let start = 0; start < out.length; start += classes) {
    let most = Number.NEGATIVE_INFINITY
    for (let k = 0; k < classes; k++) most = Math.max(most, log(probabilities[start + k] as number))
    let whole = 0
    for (let k = 0; k < classes; k++) {
      const weight = exp((log(probabilities[start + k] as number) - most) / temperature)
      out[start + k] = weight
      whole += weight
    }
    for (let k = 0; k < classes; k++) out[start + k] = (out[start + k] as number) / whole
  }
  return out
}
