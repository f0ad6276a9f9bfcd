/** @file One cycle: rises to the learning rate, then falls to nearly zero, once over the run (Smith and Topin 2018). */
import { schedulesText } from '../../messages/en/catalog/training'
import { float } from '../params'
import { defineSchedule } from '../schedule-def'

export const oneCycle = defineSchedule({
  kind: 'oneCycle',
  title: schedulesText.oneCycle.title,
  summary: schedulesText.oneCycle.summary,
  params: {
    rise: float({ ...schedulesText.oneCycle.rise, min: 0, max: 1, step: 0.05, default: 0.3 }),
    startDivisor: float({
      ...schedulesText.oneCycle.startDivisor,
      min: 1,
      max: 1e9,
      step: 1,
      default: 25,
      advanced: true,
    }),
    endDivisor: float({
      ...schedulesText.oneCycle.endDivisor,
      min: 1,
      max: 1e9,
      step: 1000,
      default: 10_000,
      advanced: true,
    }),
  },
  keras: (p) => ({
    class_name: 'OneCycle',
    config: { rise: p.rise, start_divisor: p.startDivisor, end_divisor: p.endDivisor },
  }),
})
