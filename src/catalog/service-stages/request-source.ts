/** @file Source: where requests enter the service. */
import { stagesText } from '../../messages/en/catalog/stages'
import { ok } from '../../base/result'
import { choice } from '../params'
import { defineStage } from '../stage-def'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** Where the requests of a scenario come from: held-out examples, or the simulated stream of the dataset. */
    readonly Source: { readonly from: 'held-out' | 'world' }
  }
}

export const stage = defineStage({
  kind: 'source',
  title: stagesText.source.title,
  family: 'end',
  summary: stagesText.source.summary,
  search: stagesText.source.search,
  inputs: 'none',
  params: {
    from: choice({ ...stagesText.source.from, options: ['held-out', 'world'], default: 'held-out' }),
  },
  glance: (p) => (p.from === 'held-out' ? stagesText.source.heldOut : stagesText.source.world),
  shape: () => ok({ carries: 'requests', share: 1 }),
  lower: ({ from }) => ({ class_name: 'Source', config: { from } }),
})
