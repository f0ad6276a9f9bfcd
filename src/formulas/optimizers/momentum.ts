/** @file Momentum: steps accumulate velocity (Polyak 1964; Nesterov 1983). */
import { add, multiply, subtract, variable } from '../expression'
import { defineOptimizer, type Flags, g, rate, type Rule, slot0, w } from '../optimizer-formula'

const momentum = variable('momentum')
const velocity = add(multiply(slot0, momentum), g)

export const optimizer = defineOptimizer({
  kind: 'momentum',
  className: 'Momentum',
  learningRate: 0.02,
  parameters: {
    momentum: { keras: 'momentum', min: 0, max: 0.999, step: 0.01, default: 0.9 },
    nesterov: { keras: 'nesterov', default: false },
  },
  initialSlots: () => [0],
})

export function rule({ nesterov }: Flags): Rule {
  const along = nesterov ? add(g, multiply(velocity, momentum)) : velocity
  return { weight: subtract(w, multiply(along, rate)), slots: [velocity] }
}
