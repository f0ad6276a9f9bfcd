/** @file SGD: a step straight down the gradient. */
import { defineOptimizer } from '../optimizer-def'

export const sgd = defineOptimizer({
  kind: 'sgd',
  title: 'SGD',
  summary: 'A step straight down the slope, as long as the learning rate says: the plainest rule there is.',
  learningRate: 0.05,
  params: {},
  slots: () => 0,
  keras: () => ({ class_name: 'SGD', config: {} }),
})
