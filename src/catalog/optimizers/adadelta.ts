/** @file Adadelta: RMSProp whose step length follows from the steps it took before (Zeiler 2012). */
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'
import { epsilon } from './shared'

export const adadelta = defineOptimizer({
  kind: 'adadelta',
  title: 'Adadelta',
  summary: 'Takes the length of a step from the steps before it, so a learning rate of 1 is its usual one.',
  learningRate: 1,
  params: {
    rho: float({
      label: 'Rho',
      min: 0,
      max: 0.9999,
      step: 0.01,
      default: 0.95,
      help: 'How long it remembers: 0.95 is about twenty steps.',
    }),
    epsilon,
  },
  slots: () => 2,
  keras: (p) => ({ class_name: 'Adadelta', config: { rho: p.rho, epsilon: p.epsilon } }),
})
