/** @file Source: where requests enter the service. */

import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { choice } from '../params'
import { defineStage } from '../stage-def'

declare module '../lowered-stage' {
  interface StageConfigs {
    /** Where the requests of a scenario come from: held-out examples, or the simulated stream of the dataset. */
    readonly Source: { readonly from: 'held-out' | 'world' }
  }
}

const text = stagesText.source

export const stage = defineStage({
  kind: 'source',
  text,
  family: 'end',
  inputs: 'none',
  params: {
    from: choice({ ...text.from, options: ['held-out', 'world'], default: 'held-out' }),
  },
  glance: (p) => (p.from === 'held-out' ? text.heldOut : text.world),
  shape: () => ok({ carries: 'requests', share: 1 }),
  lower: ({ from }) => ({ class_name: 'Source', config: { from } }),
})
