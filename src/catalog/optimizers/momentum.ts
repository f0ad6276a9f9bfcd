/** @file Momentum: the steps gather speed, as a ball does that rolls downhill (Polyak 1964; Nesterov 1983). */
import { defineOptimizer } from '../optimizer-def'
import { flag, float } from '../params'

export const momentum = defineOptimizer({
  kind: 'momentum',
  title: 'Momentum',
  summary: 'Rolls downhill and gathers speed where the slope goes on in one direction.',
  learningRate: 0.02,
  params: {
    momentum: float({
      label: 'Momentum',
      min: 0,
      max: 0.999,
      step: 0.01,
      default: 0.9,
      help: 'The share of the last step that is kept.',
    }),
    nesterov: flag({
      label: 'Nesterov',
      default: false,
      help: 'Looks ahead to where the roll is going before it steers.',
    }),
  },
  slots: () => 1,
  keras: (p) => ({ class_name: 'Momentum', config: { momentum: p.momentum, nesterov: p.nesterov } }),
})
