/**
 * @file Squared earth mover's distance of ordered classes: the sum of (P - Y)^2, where P and Y are the cumulative
 * probabilities of the output and the target, in the order of the classes (Hou, Yu, Samaras 2016, arXiv:1611.05916).
 */
import { add, multiply, rowSum, runningSum, square, subtract } from '../expression'
import { defineLoss, miss, type RowFormula } from '../loss-formula'

/** What has to be moved past each class. */
const moved = runningSum(miss)

export const loss = defineLoss({
  kind: 'squaredEarthMoversDistance',
  needsOrder: true,
  targets: 'classes',
  form: 'oneHot',
  activation: 'softmax',
})

export const formula: RowFormula = {
  loss: rowSum(square(moved)),
  // A probability counts in the sums of its own class and of all later ones.
  derivative: multiply(2, add(subtract(rowSum(moved), runningSum(moved)), moved)),
}
