/** @file Ensemble: several models answer the same request, and their predictions are combined. */

import { fail, ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
import { message } from '../../messages/message'
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { most } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Ensemble: { readonly how: 'mean' | 'vote' }
  }
}

const text = stagesText.ensemble

export const stage = defineStage({
  kind: 'ensemble',
  text,
  family: 'combines',
  inputs: 'many',
  params: {
    how: choice({ ...text.how, options: ['mean', 'vote'], default: 'mean' }),
  },
  glance: (p) => text[p.how],
  shape(inputs) {
    if (inputs.some(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: text.title }))
    if (inputs.some(({ carries }) => carries === 'requests'))
      return fail(message('stage-too-early', { stage: text.title }))
    if (inputs.every(({ chosen }) => chosen)) return fail(message('ensemble-of-one', { stage: text.title }))
    return ok({ carries: 'answers', share: most(inputs) })
  },
  lower: ({ how }) => ({ class_name: 'Ensemble', config: { how } }),
})
