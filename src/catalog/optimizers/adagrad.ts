/** @file Adagrad: a weight's steps shrink as its squared gradients add up (Duchi, Hazan and Singer 2011). */
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'

export const adagrad = defineOptimizer({
  kind: 'adagrad',
  title: 'Adagrad',
  summary: 'Weights that have moved much slow down; seldom used ones keep their long steps.',
  learningRate: 0.05,
  params: {
    initialAccumulatorValue: float({
      label: 'Starting sum',
      min: 1e-6,
      max: 10,
      default: 0.1,
      advanced: true,
      help: 'What the sum of squared gradients begins with.',
    }),
  },
  slots: () => 1,
  keras: (p) => ({ class_name: 'Adagrad', config: { initial_accumulator_value: p.initialAccumulatorValue } }),
})
