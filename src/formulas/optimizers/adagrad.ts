/** @file Adagrad: a weight's steps shrink as its squared gradients add up (Duchi, Hazan and Singer 2011). */
import { add, divide, multiply, sqrt, square, subtract } from '../expression'
import { defineOptimizer, g, rate, type Rule, slot0, w } from '../optimizer-formula'

const sum = add(slot0, square(g))

export const optimizer = defineOptimizer({
  kind: 'adagrad',
  className: 'Adagrad',
  learningRate: 0.05,
  parameters: {
    initialAccumulatorValue: {
      keras: 'initial_accumulator_value',
      min: 1e-6,
      max: 10,
      default: 0.1,
      advanced: true,
    },
  },
  initialSlots: () => ['initialAccumulatorValue'],
})

export function rule(): Rule {
  return { weight: subtract(w, multiply(divide(g, sqrt(add(sum, 1e-7))), rate)), slots: [sum] }
}
