/** @file SGD: a step in the direction of the negative gradient. */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'

export const sgd = defineOptimizer({
  kind: 'sgd',
  title: optimizersText.sgd.title,
  summary: optimizersText.sgd.summary,
  learningRate: 0.05,
  params: {},
  slots: () => 0,
  keras: () => ({ class_name: 'SGD', config: {} }),
})
