/** @file Log-cosh loss: log(cosh(p - y)) = |p - y| - log(1 + tanh |p - y|). */
import { abs, log1p, subtract, tanh } from '../expression'
import { defineLoss, meanOverRow, miss, type RowFormula } from '../loss-formula'

const slope = tanh(miss)

export const loss = defineLoss({
  kind: 'logcosh',
  targets: 'number',
  form: 'plain',
})

export const formula: RowFormula = meanOverRow(subtract(abs(miss), log1p(abs(slope))), slope)
