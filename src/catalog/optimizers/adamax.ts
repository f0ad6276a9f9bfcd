/**
 * @file Adamax: Adam with the largest recent gradient in place of the mean square (Kingma and Ba 2015, section 7.1).
 */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { beta1, beta2, epsilon } from './shared-params'

export const adamax = defineOptimizer({
  kind: 'adamax',
  title: optimizersText.adamax.title,
  summary: optimizersText.adamax.summary,
  learningRate: 0.002,
  params: { beta1, beta2, epsilon },
  slots: () => 2,
  keras: (p) => ({ class_name: 'Adamax', config: { beta_1: p.beta1, beta_2: p.beta2, epsilon: p.epsilon } }),
})
