/** @file Fallback: a fixed answer when there is no prediction. */
import { stagesText } from '../../messages/en/catalog/stages'
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { answers } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Fallback: { readonly answer: 'usual' | 'previous'; readonly for: 'failures' | 'failures and abstentions' }
  }
}

const text = stagesText.fallback

export const stage = defineStage({
  kind: 'fallback',
  text,
  family: 'regularises',
  inputs: 'some',
  params: {
    answer: choice({ ...text.answer, options: ['usual', 'previous'], default: 'usual' }),
    for: choice({
      ...text.for, // not text: ids
      options: ['failures', 'failures and abstentions'],
      default: 'failures',
    }),
  },
  glance: (p) => text.glance[p.for === 'failures' ? p.answer : (`${p.answer}Unsure` as const)],
  shape: (inputs) => answers(inputs, text.title),
  lower: ({ answer, for: whom }) => ({ class_name: 'Fallback', config: { answer, for: whom } }),
})
