/** @file Cosine: decays along half a cosine wave, once or with restarts (SGDR: Loshchilov and Hutter 2017). */
import { schedulesText } from '../../messages/en/catalog/training'
import { float, int } from '../params'
import { defineSchedule } from '../schedule-def'
import { floor } from './shared-params'

export const cosine = defineSchedule({
  kind: 'cosine',
  title: schedulesText.cosine.title,
  summary: schedulesText.cosine.summary,
  params: {
    period: int({ ...schedulesText.cosine.period, min: 0, max: 100_000, default: 0 }),
    multiplier: float({ ...schedulesText.cosine.multiplier, min: 1, max: 10, step: 0.1, default: 1, advanced: true }),
    floor,
  },
  keras: (p) => ({
    class_name: 'CosineDecay',
    config: { period: p.period, multiplier: p.multiplier, floor: p.floor },
  }),
})
