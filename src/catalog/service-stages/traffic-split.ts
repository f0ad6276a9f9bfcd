/** @file Split: sends each request to exactly one of the models after it, for a canary or an A/B test. */
import { stagesText } from '../../messages/en/catalog/stages'
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

declare module '../lowered-stage' {
  interface StageConfigs {
    readonly Split: { readonly champion: number; readonly challenger: number }
  }
}

const share = (text: { readonly label: string; readonly help: string }, preset: number) =>
  float({ ...text, min: 0, max: 100, step: 1, default: preset })

export const stage = defineStage({
  kind: 'split',
  title: stagesText.split.title,
  family: 'combines',
  summary: stagesText.split.summary,
  search: stagesText.split.search,
  inputs: 'some',
  params: {
    champion: share(stagesText.split.champion, 100),
    challenger: share(stagesText.split.challenger, 0),
  },
  glance: (p) => stagesText.split.glance(p),
  shape(inputs, { champion, challenger }) {
    const all = requests(inputs, stagesText.split.title)
    return all.ok ? ok({ ...all.value, split: { champion, challenger } }) : all
  },
  lower: ({ champion, challenger }) => ({ class_name: 'Split', config: { champion, challenger } }),
})
