/** @file Split: sends each request to exactly one of the models after it, for a canary or an A/B test. */

import { ok } from '../../base/result'
import { stagesText } from '../../messages/en/catalog/stages'
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

const text = stagesText.split

export const stage = defineStage({
  kind: 'split',
  text,
  family: 'combines',
  inputs: 'some',
  params: {
    champion: share(text.champion, 100),
    challenger: share(text.challenger, 0),
  },
  glance: (p) => text.glance(p),
  shape(inputs, { champion, challenger }) {
    const all = requests(inputs, text.title)
    return all.ok ? ok({ ...all.value, split: { champion, challenger } }) : all
  },
  lower: ({ champion, challenger }) => ({ class_name: 'Split', config: { champion, challenger } }),
})
