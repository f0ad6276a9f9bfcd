/** @file RMSProp: each weight's step is divided by how large its gradients have been lately (Tieleman and Hinton 2012). */
import { defineOptimizer } from '../optimizer-def'
import { flag, float } from '../params'
import { epsilon } from './shared'

export const rmsprop = defineOptimizer({
  kind: 'rmsprop',
  title: 'RMSProp',
  summary: 'Gives every weight its own pace: small steps where gradients have been large lately.',
  learningRate: 0.001,
  params: {
    decay: float({
      label: 'Decay',
      min: 0,
      max: 0.9999,
      step: 0.01,
      default: 0.9,
      help: 'How long the mean of squared gradients remembers: 0.9 is about ten steps.',
    }),
    momentum: float({
      label: 'Momentum',
      min: 0,
      max: 0.999,
      step: 0.01,
      default: 0,
      advanced: true,
      help: 'The share of the last step that is kept.',
    }),
    centered: flag({
      label: 'Centered',
      default: false,
      advanced: true,
      help: 'Divides by the spread of the gradients instead of their size.',
    }),
    epsilon,
  },
  slots: (p) => (p.centered ? 3 : 2),
  keras: (p) => ({
    class_name: 'RMSProp',
    config: { decay: p.decay, momentum: p.momentum, epsilon: p.epsilon, centered: p.centered },
  }),
})
