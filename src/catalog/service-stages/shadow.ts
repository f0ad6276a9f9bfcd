/** @file Shadow: a model answers copies of requests. Its predictions are logged and never returned. */

import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Shadow: { readonly share: number }
  }
}

const text = stagesText.shadow

export const stage = defineStage({
  kind: 'shadow',
  text,
  family: 'combines',
  inputs: 'some',
  params: {
    share: float({ ...text.share, min: 0, max: 100, step: 1, default: 100 }),
  },
  glance: (p) => text.glance({ percent: p.share }),
  shape(inputs, { share }) {
    const all = requests(inputs, text.title)
    return all.ok ? ok({ ...all.value, copies: share }) : all
  },
  lower: ({ share }) => ({ class_name: 'Shadow', config: { share } }),
})
