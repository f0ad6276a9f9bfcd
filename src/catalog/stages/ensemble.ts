/** @file Ensemble: several models answer the same request, and their answers become one. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { most } from './shared/flows'

export const ensemble = defineStage({
  kind: 'ensemble',
  title: 'Ensemble',
  family: 'combines',
  summary: 'Joins the answers of several models to the same request into one.',
  search: 'mean vote average committee join',
  inputs: 'many',
  params: {
    how: choice({
      label: 'How',
      options: ['mean', 'vote'],
      default: 'mean',
      help: 'The mean of their probabilities, or the class that most of them say. The mean is usually better.',
    }),
  },
  glance: (p) => (p.how === 'mean' ? 'mean of answers' : 'majority'),
  shape(inputs) {
    if (inputs.some(({ shadow }) => shadow)) return fail(message('stage-of-shadow', { stage: 'Ensemble' }))
    if (inputs.some(({ carries }) => carries === 'requests'))
      return fail(message('stage-too-early', { stage: 'Ensemble' }))
    if (inputs.every(({ chosen }) => chosen)) return fail(message('ensemble-of-one', { stage: 'Ensemble' }))
    return ok({ carries: 'answers', share: most(inputs) })
  },
  lower: ({ how }) => ({ class_name: 'Ensemble', config: { how } }),
})
