/** @file Adadelta: RMSProp with a step size derived from earlier steps (Zeiler 2012). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'
import { epsilon } from './shared-params'

export const adadelta = defineOptimizer({
  kind: 'adadelta',
  title: optimizersText.adadelta.title,
  summary: optimizersText.adadelta.summary,
  learningRate: 1,
  params: {
    rho: float({ ...optimizersText.adadelta.rho, min: 0, max: 0.9999, step: 0.01, default: 0.95 }),
    epsilon,
  },
  slots: () => 2,
  keras: (p) => ({ class_name: 'Adadelta', config: { rho: p.rho, epsilon: p.epsilon } }),
})
