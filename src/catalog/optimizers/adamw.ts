/** @file AdamW: Adam with weight decay decoupled from the gradient (Loshchilov and Hutter 2019). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'
import { beta1, beta2, epsilon } from './shared-params'

export const adamw = defineOptimizer({
  kind: 'adamw',
  title: optimizersText.adamw.title,
  summary: optimizersText.adamw.summary,
  learningRate: 0.001,
  params: {
    weightDecay: float({ ...optimizersText.adamw.weightDecay, min: 0, max: 0.5, step: 0.001, default: 0.004 }),
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
