/** @file Step: the rate drops every so many epochs, as PyTorch's StepLR has it. */
import { int } from '../params'
import { defineSchedule } from '../schedule-def'
import { factor } from './shared'

export const step = defineSchedule({
  kind: 'step',
  title: 'Step',
  summary: 'Drops the rate every so many epochs, and holds it in between.',
  params: {
    factor: factor(0.5, 'What the rate is multiplied by at each drop.'),
    every: int({ label: 'Every', min: 1, max: 100_000, default: 10, help: 'Epochs from drop to drop.' }),
  },
  keras: (p) => ({ class_name: 'StepDecay', config: { factor: p.factor, epochs: p.every } }),
})
