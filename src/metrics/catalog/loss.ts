/** @file The loss: training computes it with the loss function of the plan, and evaluations store it for every output. */
import { defineMetric } from '../define-metric'

export const loss = defineMetric({
  id: 'loss',
  kind: 'loss',
  better: 'lower',
  source: 'https://www.tensorflow.org/api_docs/python/tf/keras/losses',
  formulas: {},
})
