/** @file Mean absolute error: the mean of |p - y|. */
import { abs, absDerivative } from '../expression'
import { defineLoss, meanOverRow, miss, type RowFormula } from '../loss-formula'

export const loss = defineLoss({
  kind: 'meanAbsoluteError',
  targets: 'number',
  form: 'plain',
  pixels: true,
})

export const formula: RowFormula = meanOverRow(abs(miss), absDerivative(miss))
