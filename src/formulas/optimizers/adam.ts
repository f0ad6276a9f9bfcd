/** @file Adam: momentum, with a separate step size for every weight (Kingma and Ba 2015). */
import { add, blend, divide, multiply, sqrt, square, subtract, variable } from '../expression'
import {
  BETA1,
  BETA2,
  correction1,
  correction2,
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
const squares = blend(slot1, square(g), variable('beta2'))
const root = add(multiply(sqrt(squares), correction2), variable('epsilon'))

export const optimizer = defineOptimizer({
  kind: 'adam',
  className: 'Adam',
  learningRate: 0.001,
  parameters: { beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
  initialSlots: () => [0, 0],
})

export function rule(): Rule {
  return { weight: subtract(w, divide(multiply(mean, multiply(rate, correction1)), root)), slots: [mean, squares] }
}
