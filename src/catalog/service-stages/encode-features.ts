/** @file Features: turns a request into the model's inputs, using the pipeline that was fitted during training. */
import { stagesText } from '../../messages/en/catalog/stages'
import { columns } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** `stored` names the columns that come from a feature store instead of the request, so they can be stale. */
    readonly Features: { readonly stored: readonly string[] }
  }
}

const text = stagesText.features

export const stage = defineStage({
  kind: 'features',
  text,
  family: 'reshapes',
  inputs: 'some',
  params: {
    stored: columns({ ...text.stored, default: [] }),
  },
  glance: (p) => (p.stored.length === 0 ? text.allInRequest : text.glance({ stored: p.stored.length })),
  shape: (inputs) => requests(inputs, text.title),
  lower: ({ stored }) => ({ class_name: 'Features', config: { stored } }),
})
