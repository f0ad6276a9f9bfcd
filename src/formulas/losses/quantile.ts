/**
 * @file Quantile (pinball) loss: level (y - p) if p is below y, otherwise (1 - level) (p - y), with a level for each
 * output number (Koenker and Bassett 1978). The output that minimizes it has a share `level` of the targets below it.
 */
import { isAtLeast, max, multiply, negate, select, subtract, variable } from '../expression'
import { defineLoss, meanOverRow, miss, type RowFormula } from '../loss-formula'

const level = variable('level')
const above = subtract(1, level)
const below = negate(level)

export const loss = defineLoss({
  kind: 'quantile',
  targets: 'number',
  form: 'plain',
  levels: [0.1, 0.5, 0.9],
})

export const formula: RowFormula = meanOverRow(
  max(multiply(above, miss), multiply(below, miss)),
  // At 0, as TensorFlow.js derives the larger of two equal numbers.
  select(isAtLeast(miss, 0), above, below),
)
