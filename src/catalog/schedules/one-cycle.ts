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
    start: float({
      label: 'Start',
      min: 1e-6,
      max: 1,
      step: 0.01,
      default: 0.04,
      advanced: true,
      help: 'Where it begins, as a share of the learning rate.',
    }),
    end: float({
      label: 'End',
      min: 0,
      max: 1,
      step: 0.0001,
      default: 0.0001,
      advanced: true,
      help: 'Where it ends, as a share of where it began.',
    }),
  },
  keras: (p) => ({ class_name: 'OneCycle', config: { rise: p.rise, start: p.start, end: p.end } }),
})
