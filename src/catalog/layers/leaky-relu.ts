/** @file Leaky ReLU: relu that lets a little of the negative side through. */
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { featured } from './shared/shapes'

export const leakyReLU = defineLayer({
  kind: 'leakyReLU',
  title: 'Leaky ReLU',
  family: 'reshapes',
  summary:
    'Keeps positive numbers and lets a little of the negative ones through, so that no unit goes silent for good.',
  search: 'activation relu',
  inputs: 'one',
  params: {
    alpha: float({
      label: 'Slope',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.3,
      help: 'What is left of a negative number.',
    }),
  },
  glance: (p) => `slope ${p.alpha} below 0`,
  shape: (inputs) => featured(inputs, 'Leaky ReLU'),
  keras: (p) => ({ class_name: 'LeakyReLU', config: { alpha: p.alpha } }),
})
