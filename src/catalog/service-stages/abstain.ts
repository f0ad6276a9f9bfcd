/** @file Abstain: withholds a prediction whose confidence is too low (Chow 1970); a person can be asked instead. */
import { stagesText } from '../../messages/en/catalog/stages'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Abstain: { readonly below: number }
  }
}

const text = stagesText.abstain

export const stage = defineStage({
  kind: 'abstain',
  text,
  family: 'regularises',
  inputs: 'some',
  params: {
    below: float({ ...text.below, min: 0, max: 1, step: 0.01, default: 0.5 }),
  },
  glance: (p) => text.glance({ below: p.below }),
  shape: (inputs) => answers(inputs, text.title),
  lower: ({ below }) => ({ class_name: 'Abstain', config: { below } }),
})
