/**
 * @file Router: a small model answers when it is confident, and a larger model answers otherwise, as in a cascade
 * (Viola and Jones 2001).
 */
import { stagesText } from '../../messages/en/catalog/stages'
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** Requests whose prediction has a confidence below `below` go to the next model. */
    readonly Router: { readonly below: number }
  }
}

export const stage = defineStage({
  kind: 'router',
  title: stagesText.router.title,
  family: 'combines',
  summary: stagesText.router.summary,
  search: stagesText.router.search,
  inputs: 'some',
  params: {
    below: float({ ...stagesText.router.below, min: 0, max: 1, step: 0.01, default: 0.8 }),
  },
  glance: (p) => stagesText.router.glance(p),
  shape(inputs) {
    const all = answers(inputs, stagesText.router.title)
    return all.ok ? ok({ carries: 'answers', share: all.value.share, unsure: true }) : all
  },
  lower: ({ below }) => ({ class_name: 'Router', config: { below } }),
})
