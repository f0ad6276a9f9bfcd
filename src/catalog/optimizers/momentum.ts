/** @file Momentum: steps accumulate velocity (Polyak 1964; Nesterov 1983). */
import { optimizersText } from '../../messages/en/catalog/training'
import { defineOptimizer } from '../optimizer-def'
import { flag, float } from '../params'

export const momentum = defineOptimizer({
  kind: 'momentum',
  title: optimizersText.momentum.title,
  summary: optimizersText.momentum.summary,
  learningRate: 0.02,
  params: {
    momentum: float({ ...optimizersText.momentum.momentum, min: 0, max: 0.999, step: 0.01, default: 0.9 }),
    nesterov: flag({ ...optimizersText.momentum.nesterov, default: false }),
  },
  slots: () => 1,
  keras: (p) => ({ class_name: 'Momentum', config: { momentum: p.momentum, nesterov: p.nesterov } }),
})
