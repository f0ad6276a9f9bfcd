/** @file Binary cross-entropy: -log of the probability of the true class, of two. */
import { add, divide, log, multiply, negate, subtract } from '../expression'
import { clipped, defineLoss, isUnclipped, meanOverRow, p, type RowFormula, where, y } from '../loss-formula'

const probability = clipped(p)

export const loss = defineLoss({
  kind: 'binaryCrossentropy',
  targets: 'binary',
  form: 'oneHot',
  activation: 'sigmoid',
  fused: 'sigmoid',
  smoothing: 'binary',
  pixels: true,
})

export const formula: RowFormula = meanOverRow(
  negate(add(multiply(y, log(probability)), multiply(subtract(1, y), log(subtract(1, probability))))),
  where(isUnclipped(p), subtract(divide(subtract(1, y), subtract(1, p)), divide(y, p))),
)
