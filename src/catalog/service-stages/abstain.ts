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

export const stage = defineStage({
  kind: 'abstain',
  title: stagesText.abstain.title,
  family: 'regularises',
  summary: stagesText.abstain.summary,
  search: stagesText.abstain.search,
  inputs: 'some',
  params: {
    below: float({ ...stagesText.abstain.below, min: 0, max: 1, step: 0.01, default: 0.5 }),
  },
  glance: (p) => stagesText.abstain.glance({ below: p.below }),
  shape: (inputs) => answers(inputs, stagesText.abstain.title),
  lower: ({ below }) => ({ class_name: 'Abstain', config: { below } }),
})
