/** @file Momentum: steps accumulate velocity (Polyak 1964; Nesterov 1983). */
import { add, multiply, subtract, variable } from '../expression'
import { defineOptimizerFormula, g, rate, slot0, w } from '../optimizer-formula'

const momentum = variable('momentum')
const velocity = add(multiply(slot0, momentum), g)

export const momentumOptimizer = defineOptimizerFormula({
  kind: 'momentum',
  className: 'Momentum',
  learningRate: 0.02,
  parameters: {
    momentum: { keras: 'momentum', min: 0, max: 0.999, step: 0.01, default: 0.9 },
    nesterov: { keras: 'nesterov', default: false },
  },
  rule({ nesterov }) {
    const along = nesterov ? add(g, multiply(velocity, momentum)) : velocity
    return { weight: subtract(w, multiply(along, rate)), slots: [{ initial: 0, next: velocity }] }
  },
})
