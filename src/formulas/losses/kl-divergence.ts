/** @file Kullback-Leibler divergence: the sum of y log(y / p). */
import { both, clip, divide, isAtLeast, log, multiply, negate, rowSumOfTargets } from '../expression'
import { defineLoss, LOW, p, type RowFormula, where, y } from '../loss-formula'

export const loss = defineLoss({
  kind: 'klDivergence',
  targets: 'classes',
  form: 'oneHot',
  activation: 'softmax',
})

export const formula: RowFormula = {
  loss: rowSumOfTargets(multiply(y, log(divide(clip(y, LOW, 1), clip(p, LOW, 1))))),
  derivative: where(both(isAtLeast(p, LOW), isAtLeast(1, p)), divide(negate(y), p)),
}
