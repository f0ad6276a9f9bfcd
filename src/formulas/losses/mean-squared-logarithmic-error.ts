/** @file Mean squared logarithmic error: the mean of (log(1 + p) - log(1 + y))^2. */
import { add, divide, isAtLeast, log1p, max, multiply, square, subtract } from '../expression'
import { defineLoss, LOW, meanOverRow, p, type RowFormula, where, y } from '../loss-formula'

const apart = subtract(log1p(max(LOW, p)), log1p(max(LOW, y)))

export const loss = defineLoss({
  kind: 'meanSquaredLogarithmicError',
  targets: 'number',
  form: 'plain',
  asMeasured: true,
})

export const formula: RowFormula = meanOverRow(
  square(apart),
  where(isAtLeast(p, LOW), divide(multiply(2, apart), add(1, p))),
)
