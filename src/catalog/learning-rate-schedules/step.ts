/** @file Step: the rate drops every fixed number of epochs, like PyTorch's StepLR. */
import { schedulesText } from '../../messages/en/catalog/training'
import { int } from '../params'
import { defineSchedule } from '../schedule-def'
import { factor } from './shared-params'

export const step = defineSchedule({
  kind: 'step',
  title: schedulesText.step.title,
  summary: schedulesText.step.summary,
  params: {
    factor: factor(0.5, schedulesText.step.factor),
    every: int({ ...schedulesText.step.every, min: 1, max: 100_000, default: 10 }),
  },
  keras: (p) => ({ class_name: 'StepDecay', config: { factor: p.factor, epochs: p.every } }),
})
