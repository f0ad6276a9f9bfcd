/** @file logLoss: mean negative log of the probability given to the class that was right, as scikit-learn's log_loss. */
import { log } from '../base/exact'

/** Keeps a sure mistake finite; the smallest step of a float64 near 1, as scikit-learn clips. */
const EPSILON = 2.220446049250313e-16

/** `probabilities`: [rows, classes], each row divided by its sum first. 0 for no rows. */
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
