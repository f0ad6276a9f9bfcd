/** @file AdamW: Adam with weight decay beside the gradient, not inside it (Loshchilov and Hutter 2019). */
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'
import { beta1, beta2, epsilon } from './shared'

export const adamw = defineOptimizer({
  kind: 'adamw',
  title: 'AdamW',
  summary: 'Adam that also pulls every weight a little towards zero, which helps against learning by heart.',
  learningRate: 0.001,
  params: {
    weightDecay: float({
      label: 'Weight decay',
      min: 0,
      max: 0.5,
      step: 0.001,
      default: 0.004,
      help: 'The pull towards zero; a step takes this share of a weight, times the learning rate.',
    }),
    beta1,
    beta2,
    epsilon,
  },
  slots: () => 2,
  keras: (p) => ({
    class_name: 'AdamW',
    config: { beta_1: p.beta1, beta_2: p.beta2, epsilon: p.epsilon, weight_decay: p.weightDecay },
  }),
})
