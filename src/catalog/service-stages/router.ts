/**
 * @file Router: a small model answers when it is confident, and a larger model answers otherwise, as in a cascade
 * (Viola and Jones 2001).
 */

import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** Requests whose prediction has a confidence below `below` go to the next model. */
    readonly Router: { readonly below: number }
  }
}

const text = stagesText.router

export const stage = defineStage({
  kind: 'router',
  text,
  family: 'combines',
  inputs: 'some',
  params: {
    below: float({ ...text.below, min: 0, max: 1, step: 0.01, default: 0.8 }),
  },
  glance: (p) => text.glance(p),
  shape(inputs) {
    const all = answers(inputs, text.title)
    return all.ok ? ok({ carries: 'answers', share: all.value.share, unsure: true }) : all
  },
  lower: ({ below }) => ({ class_name: 'Router', config: { below } }),
})
