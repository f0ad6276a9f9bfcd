/** @file SGD: a step in the direction of the negative gradient. */
import { multiply, subtract } from '../expression'
import { defineOptimizer, g, rate, type Rule, w } from '../optimizer-formula'

export const optimizer = defineOptimizer({
  kind: 'sgd',
  className: 'SGD',
  learningRate: 0.05,
  parameters: {},
  initialSlots: () => [],
})

export function rule(): Rule {
  return { weight: subtract(w, multiply(g, rate)), slots: [] }
}
