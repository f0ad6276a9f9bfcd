/**
 * @file Adamax: Adam with the largest recent gradient in place of the mean square (Kingma and Ba 2015, section 7.1).
 */
import { abs, add, blend, divide, max, multiply, subtract, variable } from '../expression'
import {
  BETA1,
  BETA2,
  correction1,
  defineOptimizer,
  EPSILON,
  g,
  rate,
  type Rule,
  slot0,
  slot1,
  w,
} from '../optimizer-formula'

const mean = blend(slot0, g, variable('beta1'))
const largest = max(multiply(slot1, variable('beta2')), abs(g))

export const optimizer = defineOptimizer({
  kind: 'adamax',
  className: 'Adamax',
  learningRate: 0.002,
  parameters: { beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
  initialSlots: () => [0, 0],
})

export function rule(): Rule {
  const move = divide(multiply(mean, multiply(rate, correction1)), add(largest, variable('epsilon')))
  return { weight: subtract(w, move), slots: [mean, largest] }
}
