/** @file Log-cosh loss: log(cosh(p - y)) = |p - y| - log(1 + tanh |p - y|). */
import { abs, log1p, subtract, tanh } from '../expression'
import { defineLossFormula, meanOverRow, miss } from '../loss-formula'

const slope = tanh(miss)

export const logcosh = defineLossFormula({
  kind: 'logcosh',
  targets: 'number',
  form: 'plain',
  formula: meanOverRow(subtract(abs(miss), log1p(abs(slope))), slope),
})
