/** @file Rate limit: a token bucket (Turner 1986); requests are rejected while it is empty. */
import { stagesText } from '../../messages/en/catalog/stages'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly RateLimit: { readonly perSecond: number; readonly burst: number }
  }
}

export const stage = defineStage({
  kind: 'rateLimit',
  title: stagesText.rateLimit.title,
  family: 'regularises',
  summary: stagesText.rateLimit.summary,
  search: stagesText.rateLimit.search,
  inputs: 'some',
  params: {
    perSecond: int({ ...stagesText.rateLimit.perSecond, min: 1, max: 100_000, default: 100 }),
    burst: int({ ...stagesText.rateLimit.burst, min: 1, max: 1_000_000, default: 200 }),
  },
  glance: (p) => stagesText.rateLimit.glance(p),
  shape: (inputs) => requests(inputs, stagesText.rateLimit.title),
  lower: ({ perSecond, burst }) => ({ class_name: 'RateLimit', config: { perSecond, burst } }),
})
