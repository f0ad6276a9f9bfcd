/** @file Router: a small model answers what it is sure of, a larger one the rest: a cascade (Viola and Jones 2001). */
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'
import { percent } from './shared/words'

export const router = defineStage({
  kind: 'router',
  title: 'Router',
  family: 'combines',
  summary: 'Keeps answers that are sure and takes the others back, so that the next model answers those.',
  search: 'cascade confidence escalate small large',
  inputs: 'some',
  params: {
    below: float({
      label: 'Sure from',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.8,
      help: 'An answer whose most probable class has less than this goes on to the next model.',
    }),
  },
  glance: (p) => `below ${percent(p.below * 100)} goes on`,
  shape(inputs) {
    const all = answers(inputs, 'Router')
    return all.ok ? ok({ carries: 'answers', share: all.value.share, unsure: true }) : all
  },
  lower: ({ below }) => ({ class_name: 'Router', config: { below } }),
})
