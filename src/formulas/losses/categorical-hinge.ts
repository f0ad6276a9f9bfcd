/** @file Categorical hinge: Crammer and Singer's margin, max(0, 1 + best wrong score - true score). */
import { add, isEqual, isGreater, max, multiply, rowMax, rowSum, subtract } from '../expression'
import { defineLoss, p, type RowFormula, where, y } from '../loss-formula'

/** As in Keras, the score of the true class counts as 0 here, so the best wrong score is at least 0. */
const wrong = multiply(subtract(1, y), p)
const best = rowMax(wrong)
const margin = subtract(add(1, best), rowSum(multiply(y, p)))

export const loss = defineLoss({
  kind: 'categoricalHinge',
  targets: 'classes',
  form: 'oneHot',
  scores: true,
})

export const formula: RowFormula = {
  loss: max(0, margin),
  derivative: where(isGreater(margin, 0), subtract(where(isEqual(wrong, best), subtract(1, y)), y)),
}
