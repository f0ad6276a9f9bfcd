/**
 * @file Adadelta: RMSProp with a step size derived from earlier steps (Zeiler 2012). As in the paper and in Keras, the
 * gradient is added to the running sum before dividing by it; tf.train divides first.
 */
import { add, blend, divide, multiply, sqrt, square, subtract, variable } from '../expression'
import { defineOptimizer, EPSILON, g, rate, type Rule, slot0, slot1, w } from '../optimizer-formula'

const rho = variable('rho')
const epsilon = variable('epsilon')
const squares = blend(slot0, square(g), rho)
const move = multiply(divide(sqrt(add(slot1, epsilon)), sqrt(add(squares, epsilon))), g)

export const optimizer = defineOptimizer({
  kind: 'adadelta',
  className: 'Adadelta',
  learningRate: 1,
  parameters: { rho: { keras: 'rho', min: 0, max: 0.9999, step: 0.01, default: 0.95 }, epsilon: EPSILON },
  initialSlots: () => [0, 0],
})

export function rule(): Rule {
  return { weight: subtract(w, multiply(move, rate)), slots: [squares, blend(slot1, square(move), rho)] }
}
