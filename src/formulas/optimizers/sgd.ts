/** @file SGD: a step in the direction of the negative gradient. */
import { multiply, subtract } from '../expression'
import { defineOptimizerFormula, g, rate, w } from '../optimizer-formula'

export const sgd = defineOptimizerFormula({
  kind: 'sgd',
  className: 'SGD',
  learningRate: 0.05,
  parameters: {},
  rule: () => ({ weight: subtract(w, multiply(g, rate)), slots: [] }),
})
