/** @file Huber loss: error^2 / 2 if |error| <= delta, otherwise delta |error| - delta^2 / 2 (Huber 1964). */
import { abs, add, min, multiply, absDerivative, subtract, variable } from '../expression'
import { defineLoss, meanOverRow, miss, type RowFormula } from '../loss-formula'

const delta = variable('delta')
/** The part of the error up to delta. near^2 / 2 + delta (|error| - near) covers both cases. */
const near = min(abs(miss), delta)

export const loss = defineLoss({
  kind: 'huber',
  targets: 'number',
  form: 'plain',
  // Delta is in standard deviations of the target, because the network predicts the standardized target.
  parameters: { delta: 1 },
})

export const formula: RowFormula = meanOverRow(
  add(multiply(0.5, near, near), multiply(delta, subtract(abs(miss), near))),
  multiply(near, absDerivative(miss)),
)
