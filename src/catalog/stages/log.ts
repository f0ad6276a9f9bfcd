/** @file Log: the end of every request. All that is known of a service afterwards is read from here. */
import { ok } from '../../base/result'
import { count } from '../../messages/format'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { together } from './shared/flows'

export const log = defineStage({
  kind: 'log',
  title: 'Log',
  family: 'end',
  summary:
    'Where every request ends: its path, times, version and answer are written down, and the answer is returned.',
  search: 'output record end sink trace response',
  inputs: 'some',
  out: false,
  params: {
    inputs: int({
      label: 'Inputs kept',
      min: 0,
      max: 10_000,
      default: 1000,
      help: 'Of inputs that came from outside, how many of the newest are kept whole. Rows of the set are kept by their number.',
    }),
  },
  glance: (p) => `keeps ${count(p.inputs)} inputs`,
  shape: (inputs) => ok(together(inputs)),
  lower: ({ inputs }) => ({ class_name: 'Log', config: { inputs } }),
})
