/** @file Cosine: half a cosine down, once or over and over (SGDR: Loshchilov and Hutter 2017). */
import { float, int } from '../params'
import { defineSchedule } from '../schedule-def'
import { floor } from './shared'

export const cosine = defineSchedule({
  kind: 'cosine',
  title: 'Cosine',
  summary:
    'Falls along half a cosine: slow at first, quick in the middle, slow at the end; with restarts, again and again.',
  params: {
    period: int({
      label: 'Restart after',
      min: 0,
      max: 100_000,
      default: 0,
      help: 'Epochs until the rate springs back up; 0 falls once, over the whole run.',
    }),
    multiplier: float({
      label: 'Longer by',
      min: 1,
      max: 10,
      step: 0.1,
      default: 1,
      advanced: true,
      help: 'Each fall takes this many times as long as the one before.',
    }),
    floor,
  },
  keras: (p) => ({
    class_name: 'CosineDecay',
    config: { period: p.period, multiplier: p.multiplier, floor: p.floor },
  }),
})
