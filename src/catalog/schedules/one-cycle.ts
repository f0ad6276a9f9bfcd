/** @file One cycle: up to the learning rate, then down to nearly nothing, once over the run (Smith and Topin 2018). */
import { float } from '../params'
import { defineSchedule } from '../schedule-def'

export const oneCycle = defineSchedule({
  kind: 'oneCycle',
  title: 'One cycle',
  summary:
    'Climbs to the learning rate, then falls to nearly nothing, once over the run: bold in the middle, careful at the end.',
  params: {
    rise: float({
      label: 'Rise',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.3,
      help: 'The share of the run that goes up.',
    }),
    startDivisor: float({
      label: 'Start',
      min: 1,
      max: 1e9,
      step: 1,
      default: 25,
      advanced: true,
      help: 'It begins at the learning rate divided by this.',
    }),
    endDivisor: float({
      label: 'End',
      min: 1,
      max: 1e9,
      step: 1000,
      default: 10_000,
      advanced: true,
      help: 'It ends at the learning rate divided by this.',
    }),
  },
  keras: (p) => ({
    class_name: 'OneCycle',
    config: { rise: p.rise, start_divisor: p.startDivisor, end_divisor: p.endDivisor },
  }),
})
