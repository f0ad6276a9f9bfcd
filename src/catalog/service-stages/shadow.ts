/** @file Shadow: a model answers copies of requests. Its predictions are logged and never returned. */
import { stagesText } from '../../messages/en/catalog/stages'
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Shadow: { readonly share: number }
  }
}

export const stage = defineStage({
  kind: 'shadow',
  title: stagesText.shadow.title,
  family: 'combines',
  summary: stagesText.shadow.summary,
  search: stagesText.shadow.search,
  inputs: 'some',
  params: {
    share: float({ ...stagesText.shadow.share, min: 0, max: 100, step: 1, default: 100 }),
  },
  glance: (p) => stagesText.shadow.glance({ percent: p.share }),
  shape(inputs, { share }) {
    const all = requests(inputs, stagesText.shadow.title)
    return all.ok ? ok({ ...all.value, copies: share }) : all
  },
  lower: ({ share }) => ({ class_name: 'Shadow', config: { share } }),
})
