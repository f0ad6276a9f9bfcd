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

export const stage = defineStage({
  kind: 'features',
  title: stagesText.features.title,
  family: 'reshapes',
  summary: stagesText.features.summary,
  search: stagesText.features.search,
  inputs: 'some',
  params: {
    stored: columns({ ...stagesText.features.stored, default: [] }),
  },
  glance: (p) =>
    p.stored.length === 0 ? stagesText.features.allInRequest : stagesText.features.glance({ stored: p.stored.length }),
  shape: (inputs) => requests(inputs, stagesText.features.title),
  lower: ({ stored }) => ({ class_name: 'Features', config: { stored } }),
})
