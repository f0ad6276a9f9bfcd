/** @file Mean squared error: the mean of (p - y)^2. */
import { multiply, square } from '../expression'
import { defineLossFormula, meanOverRow, miss } from '../loss-formula'

export const meanSquaredError = defineLossFormula({
  kind: 'meanSquaredError',
  targets: 'number',
  form: 'plain',
  pixels: true,
  formula: meanOverRow(square(miss), multiply(2, miss)),
})
