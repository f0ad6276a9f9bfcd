/** @file Calibrate: temperature scaling (Guo et al. 2017), which adjusts confidence to match accuracy. */
import { stagesText } from '../../messages/en/catalog/stages'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Calibrate: { readonly temperature: number }
  }
}

export const stage = defineStage({
  kind: 'calibrate',
  title: stagesText.calibrate.title,
  family: 'reshapes',
  summary: stagesText.calibrate.summary,
  search: stagesText.calibrate.search,
  inputs: 'some',
  params: {
    temperature: float({ ...stagesText.calibrate.temperature, min: 0.05, max: 20, step: 0.05, default: 1 }),
  },
  glance: (p) => (p.temperature === 1 ? stagesText.calibrate.unchanged : stagesText.calibrate.glance(p)),
  shape: (inputs) => answers(inputs, stagesText.calibrate.title),
  lower: ({ temperature }) => ({ class_name: 'Calibrate', config: { temperature } }),
})
