/**
 * @file Adadelta: RMSProp with a step size derived from earlier steps (Zeiler 2012). As in the paper and in Keras, the
 * gradient is added to the running sum before dividing by it; tf.train divides first.
 */
import { add, blend, divide, multiply, sqrt, square, subtract, variable } from '../expression'
import { defineOptimizerFormula, EPSILON, g, rate, slot0, slot1, w } from '../optimizer-formula'

const rho = variable('rho')
const epsilon = variable('epsilon')
const squares = blend(slot0, square(g), rho)
const move = multiply(divide(sqrt(add(slot1, epsilon)), sqrt(add(squares, epsilon))), g)

export const adadelta = defineOptimizerFormula({
  kind: 'adadelta',
  className: 'Adadelta',
  learningRate: 1,
  parameters: { rho: { keras: 'rho', min: 0, max: 0.9999, step: 0.01, default: 0.95 }, epsilon: EPSILON },
  rule: () => ({
    weight: subtract(w, multiply(move, rate)),
    slots: [
      { initial: 0, next: squares },
      { initial: 0, next: blend(slot1, square(move), rho) },
    ],
  }),
})
