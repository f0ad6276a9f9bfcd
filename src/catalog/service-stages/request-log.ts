/** @file Log: the endpoint of every request. All metrics of a service are computed from the log. */
import { stagesText } from '../../messages/en/catalog/stages'
import { ok } from '../../base/result'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { together } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Log: { readonly inputs: number }
  }
}

export const stage = defineStage({
  kind: 'log',
  title: stagesText.log.title,
  family: 'end',
  summary: stagesText.log.summary,
  search: stagesText.log.search,
  inputs: 'some',
  out: false,
  params: {
    inputs: int({ ...stagesText.log.inputs, min: 0, max: 10_000, default: 1000 }),
  },
  glance: (p) => stagesText.log.glance(p),
  shape: (inputs) => ok(together(inputs)),
  lower: ({ inputs }) => ({ class_name: 'Log', config: { inputs } }),
})
