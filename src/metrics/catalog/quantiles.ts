/** @file Metrics of outputs that predict quantiles of a number, in the unit of the target. */
import { defineMetric } from '../define-metric'
import { meanInterval, wilson } from '../intervals'
import { crossings, intervalWidths, pinballLosses, type QuantilePairs } from '../quantiles'

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)

export const pinballLoss = defineMetric({
  id: 'pinballLoss',
  kind: 'error',
  better: 'lower',
  source: 'https://scikit-learn.org/1.4/modules/generated/sklearn.metrics.mean_pinball_loss.html',
  onlyInReport: true,
  formulas: { quantiles: (pairs) => mean(pinballLosses(pairs)) },
  interval: { method: 'student-t', quantiles: (pairs, value) => intervalOf(pinballLosses(pairs), value) },
})

export const intervalWidth = defineMetric({
  id: 'intervalWidth',
  kind: 'error',
  better: 'lower',
  // Sharpness (Gneiting, Balabdaoui, Raftery 2007).
  source: 'https://doi.org/10.1111/j.1467-9868.2007.00587.x',
  onlyInReport: true,
  formulas: { quantiles: (pairs) => (pairs.levels.length > 1 ? mean(intervalWidths(pairs)) : undefined) },
  interval: { method: 'student-t', quantiles: (pairs, value) => intervalOf(intervalWidths(pairs), value) },
})

export const quantileCrossings = defineMetric({
  id: 'quantileCrossings',
  kind: 'share',
  better: 'lower',
  // Koenker, Bassett: Regression Quantiles (1978).
  source: 'https://doi.org/10.2307/1913643',
  onlyInReport: true,
  formulas: { quantiles: (pairs) => crossedShare(pairs) },
  interval: { method: 'wilson', quantiles: ({ actual }, value) => wilson(value, actual.length) },
})

function crossedShare(pairs: QuantilePairs): number | undefined {
  return pairs.levels.length > 1 ? crossings(pairs) / Math.max(1, pairs.actual.length) : undefined
}

function intervalOf(values: readonly number[], value: number) {
  return values.length < 2 ? undefined : meanInterval(values, value)
}
