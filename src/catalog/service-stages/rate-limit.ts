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

const text = stagesText.rateLimit

export const stage = defineStage({
  kind: 'rateLimit',
  text,
  family: 'regularises',
  inputs: 'some',
  params: {
    perSecond: int({ ...text.perSecond, min: 1, max: 100_000, default: 100 }),
    burst: int({ ...text.burst, min: 1, max: 1_000_000, default: 200 }),
  },
  glance: (p) => text.glance(p),
  shape: (inputs) => requests(inputs, text.title),
  lower: ({ perSecond, burst }) => ({ class_name: 'RateLimit', config: { perSecond, burst } }),
})
