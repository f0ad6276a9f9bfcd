/** @file Rate limit: a token bucket (Turner 1986); who comes when it is empty is sent away. */
import { count } from '../../messages/format'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

export const rateLimit = defineStage({
  kind: 'rateLimit',
  title: 'Rate limit',
  family: 'regularises',
  summary: 'Lets through so many requests a second, and sends the others away (429) before they queue.',
  search: 'throttle token bucket 429 protect overload',
  inputs: 'some',
  params: {
    perSecond: int({
      label: 'Requests a second',
      min: 1,
      max: 100_000,
      default: 100,
      help: 'How many are let through in the long run. Set it below what the replicas of the model can answer.',
    }),
    burst: int({
      label: 'Burst',
      min: 1,
      max: 1_000_000,
      default: 200,
      help: 'How many may come at once after a quiet time.',
    }),
  },
  glance: (p) => `${count(p.perSecond)} a second`,
  shape: (inputs) => requests(inputs, 'Rate limit'),
  lower: ({ perSecond, burst }) => ({ class_name: 'RateLimit', config: { perSecond, burst } }),
})
