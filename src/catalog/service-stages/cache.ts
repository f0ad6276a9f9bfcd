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

export const stage = defineStage({
  kind: 'cache',
  title: stagesText.cache.title,
  family: 'reshapes',
  summary: stagesText.cache.summary,
  search: stagesText.cache.search,
  inputs: 'some',
  params: {
    entries: int({ ...stagesText.cache.entries, min: 1, max: 100_000, default: 1000 }),
    minutes: int({ ...stagesText.cache.minutes, min: 1, max: 10_080, default: 60 }),
  },
  glance: (p) => stagesText.cache.glance(p),
  shape: (inputs) => requests(inputs, stagesText.cache.title),
  lower: ({ entries, minutes }) => ({ class_name: 'Cache', config: { entries, minutes } }),
})
