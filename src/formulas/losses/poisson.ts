/** @file Poisson loss: p - y log(p), the negative log-likelihood of a count, up to a constant. */
import { add, divide, log, multiply, subtract } from '../expression'
import { defineLoss, LOW, meanOverRow, p, type RowFormula, y } from '../loss-formula'

export const loss = defineLoss({
  kind: 'poisson',
  targets: 'number',
  form: 'plain',
  activation: 'softplus',
  asMeasured: true,
})

export const formula: RowFormula = meanOverRow(
  subtract(p, multiply(y, log(add(LOW, p)))),
  subtract(1, divide(y, add(LOW, p))),
)
