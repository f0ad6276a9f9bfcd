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

const text = stagesText.calibrate

export const stage = defineStage({
  kind: 'calibrate',
  text,
  family: 'reshapes',
  inputs: 'some',
  params: {
    temperature: float({ ...text.temperature, min: 0.05, max: 20, step: 0.05, default: 1 }),
  },
  glance: (p) => (p.temperature === 1 ? text.unchanged : text.glance(p)),
  shape: (inputs) => answers(inputs, text.title),
  lower: ({ temperature }) => ({ class_name: 'Calibrate', config: { temperature } }),
})
