/** @file AdamW: Adam with weight decay decoupled from the gradient (Loshchilov and Hutter 2019). */
import { multiply, substitute, subtract, variable } from '../expression'
import { defineOptimizerFormula, rate, w } from '../optimizer-formula'
import { adam } from './adam'

/** The weight after its decay, from which Adam's step starts. */
const decayed = multiply(w, subtract(1, multiply(rate, variable('weightDecay'))))

export const adamw = defineOptimizerFormula({
  kind: 'adamw',
  className: 'AdamW',
  learningRate: 0.001,
  parameters: {
    weightDecay: { keras: 'weight_decay', min: 0, max: 0.5, step: 0.001, default: 0.004 },
    ...adam.parameters,
  },
  rule(flags) {
    const { weight, slots } = adam.rule(flags)
    return { weight: substitute(weight, { w: decayed }), slots }
  },
})
