/** @file Log: the endpoint of every request. All metrics of a service are computed from the log. */

import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { together } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Log: { readonly inputs: number }
  }
}

const text = stagesText.log

export const stage = defineStage({
  kind: 'log',
  text,
  family: 'end',
  inputs: 'some',
  out: false,
  params: {
    inputs: int({ ...text.inputs, min: 0, max: 10_000, default: 1000 }),
  },
  glance: (p) => text.glance(p),
  shape: (inputs) => ok(together(inputs)),
  lower: ({ inputs }) => ({ class_name: 'Log', config: { inputs } }),
})
