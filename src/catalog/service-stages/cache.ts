/** @file Cache: returns the earlier prediction for an identical input, without running a model. */
import { stagesText } from '../../messages/en/catalog/stages'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Cache: { readonly entries: number; readonly minutes: number }
  }
}

const text = stagesText.cache

export const stage = defineStage({
  kind: 'cache',
  text,
  family: 'reshapes',
  inputs: 'some',
  params: {
    entries: int({ ...text.entries, min: 1, max: 100_000, default: 1000 }),
    minutes: int({ ...text.minutes, min: 1, max: 10_080, default: 60 }),
  },
  glance: (p) => text.glance(p),
  shape: (inputs) => requests(inputs, text.title),
  lower: ({ entries, minutes }) => ({ class_name: 'Cache', config: { entries, minutes } }),
})
