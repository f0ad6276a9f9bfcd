/** @file Cross-entropy over softmax outputs: -log of the probability of the true class. */
import { divide, log, multiply, negate, rowSum, rowSumOfTargets, single, subtract } from '../expression'
import { clipped, defineLoss, isUnclipped, p, type RowFormula, where, y } from '../loss-formula'

const total = rowSum(p)
const probability = divide(p, total)
const slope = where(isUnclipped(probability), divide(negate(y), probability))
/** All outputs are divided by their total, to which every output contributes. */
const drift = rowSum(divide(multiply(slope, p), multiply(total, total)))

export const loss = defineLoss({
  kind: 'categoricalCrossentropy',
  targets: 'classes',
  form: 'oneHot',
  activation: 'softmax',
  fused: 'softmax',
  smoothing: 'classes',
})

export const formula: RowFormula = {
  loss: rowSumOfTargets(negate(multiply(y, log(clipped(probability))))),
  derivative: subtract(single(divide(slope, total)), drift),
}
