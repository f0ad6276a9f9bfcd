/** @file RMSProp: divides each weight's step by the recent size of its gradients (Tieleman and Hinton 2012). */
import { add, blend, divide, multiply, sqrt, square, subtract, variable } from '../expression'
import { defineOptimizer, EPSILON, type Flags, g, rate, type Rule, slot0, slot1, slot2, w } from '../optimizer-formula'

const decay = variable('decay')
const squares = blend(slot0, square(g), decay)
const mean = blend(slot2, g, decay)

export const optimizer = defineOptimizer({
  kind: 'rmsprop',
  className: 'RMSProp',
  learningRate: 0.001,
  parameters: {
    decay: { keras: 'decay', min: 0, max: 0.9999, step: 0.01, default: 0.9 },
    momentum: { keras: 'momentum', min: 0, max: 0.999, step: 0.01, default: 0, advanced: true },
    centered: { keras: 'centered', default: false, advanced: true },
    epsilon: EPSILON,
  },
  initialSlots: ({ centered }) => (centered ? [0, 0, 0] : [0, 0]),
})

export function rule({ centered }: Flags): Rule {
  const spread = centered ? subtract(squares, square(mean)) : squares
  const pace = divide(multiply(g, rate), sqrt(add(spread, variable('epsilon'))))
  const velocity = add(multiply(slot1, variable('momentum')), pace)
  return { weight: subtract(w, velocity), slots: centered ? [squares, velocity, mean] : [squares, velocity] }
}
