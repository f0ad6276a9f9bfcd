/** @file Fallback: where there is no answer, a plain one that is always there. */
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

export const fallback = defineStage({
  kind: 'fallback',
  title: 'Fallback',
  family: 'regularises',
  summary: 'Gives a plain answer where the model gave none, and says so: the caller is never left without.',
  search: 'default degrade backup safe',
  inputs: 'some',
  params: {
    answer: choice({
      label: 'Answer',
      options: ['usual', 'previous'],
      default: 'usual',
      help: 'The most frequent class or the mean of the training rows, or the last good answer that was given.',
    }),
    for: choice({
      label: 'For',
      options: ['failures', 'failures and abstentions'],
      default: 'failures',
      help: 'Who gets it: requests that failed or found no model warm, or also those that the service abstained from. What a rate limit turned away or what is wrong in itself gets none.',
    }),
  },
  glance: (p) => `${p.answer} answer${p.for === 'failures' ? '' : ', unsure too'}`,
  shape: (inputs) => answers(inputs, 'Fallback'),
  lower: ({ answer, for: whom }) => ({ class_name: 'Fallback', config: { answer, for: whom } }),
})
