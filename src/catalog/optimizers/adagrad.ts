/** @file Adagrad: a weight's steps shrink as its squared gradients add up (Duchi, Hazan and Singer 2011). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { float } from '../params'

export const adagrad = defineOptimizer({
  kind: 'adagrad',
  title: optimizersText.adagrad.title,
  summary: optimizersText.adagrad.summary,
  learningRate: 0.05,
  params: {
    initialAccumulatorValue: float({
      ...optimizersText.adagrad.initialAccumulatorValue,
      min: 1e-6,
      max: 10,
      default: 0.1,
      advanced: true,
    }),
  },
  slots: () => 1,
  keras: (p) => ({ class_name: 'Adagrad', config: { initial_accumulator_value: p.initialAccumulatorValue } }),
})
