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

export const stage = defineStage({
  kind: 'fallback',
  title: stagesText.fallback.title,
  family: 'regularises',
  summary: stagesText.fallback.summary,
  search: stagesText.fallback.search,
  inputs: 'some',
  params: {
    answer: choice({ ...stagesText.fallback.answer, options: ['usual', 'previous'], default: 'usual' }),
    for: choice({
      ...stagesText.fallback.for, // not text: ids
      options: ['failures', 'failures and abstentions'],
      default: 'failures',
    }),
  },
  glance: (p) => stagesText.fallback.glance[p.for === 'failures' ? p.answer : (`${p.answer}Unsure` as const)],
  shape: (inputs) => answers(inputs, stagesText.fallback.title),
  lower: ({ answer, for: whom }) => ({ class_name: 'Fallback', config: { answer, for: whom } }),
})
