/** @file RMSProp: divides each weight's step by the recent size of its gradients (Tieleman and Hinton 2012). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { flag, float } from '../params'
import { epsilon } from './shared-params'

export const rmsprop = defineOptimizer({
  kind: 'rmsprop',
  title: optimizersText.rmsprop.title,
  summary: optimizersText.rmsprop.summary,
  learningRate: 0.001,
  params: {
    decay: float({ ...optimizersText.rmsprop.decay, min: 0, max: 0.9999, step: 0.01, default: 0.9 }),
    momentum: float({ ...optimizersText.rmsprop.momentum, min: 0, max: 0.999, step: 0.01, default: 0, advanced: true }),
    centered: flag({ ...optimizersText.rmsprop.centered, default: false, advanced: true }),
    epsilon,
  },
  slots: (p) => (p.centered ? 3 : 2),
  keras: (p) => ({
    class_name: 'RMSProp',
    config: { decay: p.decay, momentum: p.momentum, epsilon: p.epsilon, centered: p.centered },
  }),
})
