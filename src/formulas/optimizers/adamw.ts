/** @file AdamW: Adam with weight decay decoupled from the gradient (Loshchilov and Hutter 2019). */
import { multiply, substitute, subtract, variable } from '../expression'
import { defineOptimizer, rate, type Rule, w } from '../optimizer-formula'
import { optimizer as adam, rule as adamRule } from './adam'

/** The weight after its decay, from which Adam's step starts. */
const decayed = multiply(w, subtract(1, multiply(rate, variable('weightDecay'))))

export const optimizer = defineOptimizer({
  kind: 'adamw',
  className: 'AdamW',
  learningRate: 0.001,
  parameters: {
    weightDecay: { keras: 'weight_decay', min: 0, max: 0.5, step: 0.001, default: 0.004 },
    ...adam.parameters,
  },
  initialSlots: adam.initialSlots,
})

export function rule(): Rule {
  const { weight, slots } = adamRule()
  return { weight: substitute(weight, { w: decayed }), slots }
}
