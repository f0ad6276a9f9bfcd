/** @file Split: each request goes to exactly one of the models behind it: a canary, or an A/B test. */
import { ok } from '../../base/result'
import { float } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'
import { percent } from './shared/words'

const share = (label: string, preset: number, help: string) =>
  float({ label, min: 0, max: 100, step: 1, default: preset, help })

export const split = defineStage({
  kind: 'split',
  title: 'Split',
  family: 'combines',
  summary:
    'Gives each request to one of the models behind it, by chance with these shares: a canary, or an A/B test. The same input may go to either.',
  search: 'canary a/b test traffic percent rollout',
  inputs: 'some',
  params: {
    champion: share('Champion %', 100, 'Percent of requests that the champion answers. The two shares add to 100.'),
    challenger: share('Challenger %', 0, 'Percent of requests that the challenger answers: 5 is a usual beginning.'),
  },
  glance: (p) => `${percent(p.champion)} : ${percent(p.challenger)}`,
  shape(inputs, { champion, challenger }) {
    const all = requests(inputs, 'Split')
    return all.ok ? ok({ ...all.value, split: { champion, challenger } }) : all
  },
  lower: ({ champion, challenger }) => ({ class_name: 'Split', config: { champion, challenger } }),
})
