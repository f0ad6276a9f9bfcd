/** @file Shadow: a model answers copies of requests and nobody gets its answers: what it would have said is on record. */
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'
import { percent } from './shared/words'

export const shadow = defineStage({
  kind: 'shadow',
  title: 'Shadow',
  family: 'combines',
  summary: 'Passes requests on, and gives the shadow model behind it copies: its answers are compared, never returned.',
  search: 'mirror dark launch copy compare',
  inputs: 'some',
  params: {
    share: float({
      label: 'Copied %',
      min: 0,
      max: 100,
      step: 1,
      default: 100,
      help: 'Percent of requests that the shadow answers too. Each costs another answer, and harms nobody.',
    }),
  },
  glance: (p) => `copies ${percent(p.share)}`,
  shape(inputs, { share }) {
    const all = requests(inputs, 'Shadow')
    return all.ok ? ok({ ...all.value, copies: share }) : all
  },
  lower: ({ share }) => ({ class_name: 'Shadow', config: { share } }),
})
