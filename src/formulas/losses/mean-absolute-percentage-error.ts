/** @file Mean absolute percentage error: the mean of 100 |p - y| / |y|. */
import { abs, divide, max, multiply, sign, subtract } from '../expression'
import { defineLossFormula, LOW, meanOverRow, miss, p, y } from '../loss-formula'

const size = max(LOW, abs(y))

export const meanAbsolutePercentageError = defineLossFormula({
  kind: 'meanAbsolutePercentageError',
  targets: 'number',
  form: 'plain',
  asMeasured: true,
  formula: meanOverRow(divide(multiply(100, abs(miss)), size), divide(multiply(-100, sign(subtract(y, p))), size)),
})
