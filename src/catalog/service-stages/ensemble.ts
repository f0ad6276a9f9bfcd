/** @file Ensemble: several models answer the same request, and their predictions are combined. */
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { most } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Ensemble: { readonly how: 'mean' | 'vote' }
  }
}

export const stage = defineStage({
  kind: 'ensemble',
  title: stagesText.ensemble.title,
  family: 'combines',
  summary: stagesText.ensemble.summary,
  search: stagesText.ensemble.search,
  inputs: 'many',
  params: {
    how: choice({ ...stagesText.ensemble.how, options: ['mean', 'vote'], default: 'mean' }),
  },
  glance: (p) => stagesText.ensemble[p.how],
  shape(inputs) {
    if (inputs.some(({ shadow }) => shadow))
      return fail(message('stage-of-shadow', { stage: stagesText.ensemble.title }))
    if (inputs.some(({ carries }) => carries === 'requests'))
      return fail(message('stage-too-early', { stage: stagesText.ensemble.title }))
    if (inputs.every(({ chosen }) => chosen))
      return fail(message('ensemble-of-one', { stage: stagesText.ensemble.title }))
    return ok({ carries: 'answers', share: most(inputs) })
  },
  lower: ({ how }) => ({ class_name: 'Ensemble', config: { how } }),
})
