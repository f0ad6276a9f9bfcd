/** @file Mean absolute percentage error: the mean of 100 |p - y| / |y|. */
import { abs, divide, max, multiply, absDerivative, subtract } from '../expression'
import { defineLoss, LOW, meanOverRow, miss, p, type RowFormula, y } from '../loss-formula'

const size = max(LOW, abs(y))

export const loss = defineLoss({
  kind: 'meanAbsolutePercentageError',
  targets: 'number',
  form: 'plain',
  asMeasured: true,
})

export const formula: RowFormula = meanOverRow(
  divide(multiply(100, abs(miss)), size),
  divide(multiply(-100, absDerivative(subtract(y, p))), size),
)
