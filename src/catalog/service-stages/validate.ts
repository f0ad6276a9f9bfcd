/** @file Validate: checks a request against the dataset's schema before any model runs. */
import { stagesText } from '../../messages/en/catalog/stages'
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Validate: {
      readonly range: 'refuse' | 'clip' | 'pass'
      readonly unseen: 'refuse' | 'missing'
      readonly missing: 'refuse' | 'pass'
    }
  }
}

const text = stagesText.validate

export const stage = defineStage({
  kind: 'validate',
  text,
  family: 'regularises',
  inputs: 'some',
  params: {
    range: choice({ ...text.range, options: ['refuse', 'clip', 'pass'], default: 'pass' }),
    unseen: choice({ ...text.unseen, options: ['refuse', 'missing'], default: 'refuse' }),
    missing: choice({ ...text.missing, options: ['refuse', 'pass'], default: 'pass' }),
  },
  glance: (p) => {
    const { rejects, typesOnly, glance } = text
    const checks = (['range', 'unseen', 'missing'] as const).filter((check) => p[check] === 'refuse')
    return checks.length === 0 ? typesOnly : glance({ checks: checks.map((check) => rejects[check]) })
  },
  shape: (inputs) => requests(inputs, text.title),
  lower: ({ range, unseen, missing }) => ({ class_name: 'Validate', config: { range, unseen, missing } }),
})
