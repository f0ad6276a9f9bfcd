/** @file Mean squared error: the mean of (p - y)^2. */
import { multiply, square } from '../expression'
import { defineLoss, meanOverRow, miss, type RowFormula } from '../loss-formula'

export const loss = defineLoss({
  kind: 'meanSquaredError',
  targets: 'number',
  form: 'plain',
  pixels: true,
})

export const formula: RowFormula = meanOverRow(square(miss), multiply(2, miss))
