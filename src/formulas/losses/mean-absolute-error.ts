/** @file Mean absolute error: the mean of |p - y|. */
import { abs, sign } from '../expression'
import { defineLossFormula, meanOverRow, miss } from '../loss-formula'

export const meanAbsoluteError = defineLossFormula({
  kind: 'meanAbsoluteError',
  targets: 'number',
  form: 'plain',
  pixels: true,
  formula: meanOverRow(abs(miss), sign(miss)),
})
