/**
 * @file logLoss: the mean negative logarithm of the probability of the correct class, as in scikit-learn's log_loss.
 */
import { log } from '../base/exact-math'

/**
 * Probabilities are clipped at the machine epsilon of float64, as in scikit-learn, so that the loss of a confident
 * mistake stays finite.
 */
const EPSILON = 2.220446049250313e-16

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

function clip(probability: number): number {
  return Math.min(Math.max(probability, EPSILON), 1 - EPSILON)
}
