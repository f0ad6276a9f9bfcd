/** @file Adam: momentum, with a separate step size for every weight (Kingma and Ba 2015). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { beta1, beta2, epsilon } from './shared-params'

export const adam = defineOptimizer({
  kind: 'adam',
  title: optimizersText.adam.title,
  summary: optimizersText.adam.summary,
  learningRate: 0.001,
  params: { beta1, beta2, epsilon },
  slots: () => 2,
  keras: (p) => ({ class_name: 'Adam', config: { beta_1: p.beta1, beta_2: p.beta2, epsilon: p.epsilon } }),
})
