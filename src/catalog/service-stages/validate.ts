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

export const stage = defineStage({
  kind: 'validate',
  title: stagesText.validate.title,
  family: 'regularises',
  summary: stagesText.validate.summary,
  search: stagesText.validate.search,
  inputs: 'some',
  params: {
    range: choice({ ...stagesText.validate.range, options: ['refuse', 'clip', 'pass'], default: 'pass' }),
    unseen: choice({ ...stagesText.validate.unseen, options: ['refuse', 'missing'], default: 'refuse' }),
    missing: choice({ ...stagesText.validate.missing, options: ['refuse', 'pass'], default: 'pass' }),
  },
  glance: (p) => {
    const { rejects, typesOnly, glance } = stagesText.validate
    const checks = (['range', 'unseen', 'missing'] as const).filter((check) => p[check] === 'refuse')
    return checks.length === 0 ? typesOnly : glance({ checks: checks.map((check) => rejects[check]) })
  },
  shape: (inputs) => requests(inputs, stagesText.validate.title),
  lower: ({ range, unseen, missing }) => ({ class_name: 'Validate', config: { range, unseen, missing } }),
})
