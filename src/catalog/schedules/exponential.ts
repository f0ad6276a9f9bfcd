/** @file Exponential: every step lowers the rate by the same share, told an epoch, as PyTorch's ExponentialLR has it. */
import { defineSchedule } from '../schedule-def'
import { factor } from './shared'

export const exponential = defineSchedule({
  kind: 'exponential',
  title: 'Exponential',
  summary: 'Every step lowers the rate by the same share.',
  params: { factor: factor(0.95, 'What is left of the rate after an epoch.') },
  keras: (p) => ({ class_name: 'ExponentialDecay', config: { decay: p.factor } }),
})
