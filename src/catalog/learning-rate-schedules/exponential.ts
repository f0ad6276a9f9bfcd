/** @file Exponential: every step lowers the rate by the same factor, given per epoch, like PyTorch's ExponentialLR. */
import { schedulesText } from '../../messages/en/catalog/training'
import { defineSchedule } from '../schedule-def'
import { factor } from './shared-params'

export const exponential = defineSchedule({
  kind: 'exponential',
  title: schedulesText.exponential.title,
  summary: schedulesText.exponential.summary,
  params: { factor: factor(0.95, schedulesText.exponential.factor) },
  keras: (p) => ({ class_name: 'ExponentialDecay', config: { decay: p.factor } }),
})
