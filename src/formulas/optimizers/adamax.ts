/**
 * @file Adamax: Adam with the largest recent gradient in place of the mean square (Kingma and Ba 2015, section 7.1).
 */
import { abs, add, blend, divide, max, multiply, subtract, variable } from '../expression'
import {
  BETA1,
  BETA2,
  correction1,
  defineOptimizerFormula,
  EPSILON,
  g,
  rate,
  slot0,
  slot1,
  w,
} from '../optimizer-formula'

const mean = blend(slot0, g, variable('beta1'))
const largest = max(multiply(slot1, variable('beta2')), abs(g))

export const adamax = defineOptimizerFormula({
  kind: 'adamax',
  className: 'Adamax',
  learningRate: 0.002,
  parameters: { beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
  rule: () => ({
    weight: subtract(w, divide(multiply(mean, multiply(rate, correction1)), add(largest, variable('epsilon')))),
    slots: [
      { initial: 0, next: mean },
      { initial: 0, next: largest },
    ],
  }),
})
