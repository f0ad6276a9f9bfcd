/** @file Hinge loss of support vector machines: max(0, 1 - y p) with y = -1 or 1. */
import { isGreater, max, multiply, negate, subtract } from '../expression'
import { defineLoss, meanOverRow, p, type RowFormula, where, y } from '../loss-formula'

const missing = subtract(1, multiply(y, p))

export const loss = defineLoss({
  kind: 'hinge',
  targets: 'binary',
  form: 'sign',
  activation: 'tanh',
})

export const formula: RowFormula = meanOverRow(max(0, missing), where(isGreater(missing, 0), negate(y)))
