/** @file Squared hinge loss: max(0, 1 - y p)^2 with y = -1 or 1. */
import { max, multiply, square, subtract } from '../expression'
import { defineLoss, meanOverRow, p, type RowFormula, y } from '../loss-formula'

const missing = max(0, subtract(1, multiply(y, p)))

export const loss = defineLoss({
  kind: 'squaredHinge',
  targets: 'binary',
  form: 'sign',
  activation: 'tanh',
})

export const formula: RowFormula = meanOverRow(square(missing), multiply(-2, y, missing))
