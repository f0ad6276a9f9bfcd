/** @file Cache: the same input gets the answer it got before, without a model. */
import { count } from '../../messages/format'
import { int } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

export const cache = defineStage({
  kind: 'cache',
  title: 'Cache',
  family: 'reshapes',
  summary: 'Remembers answers: the same input gets the same one again, without asking the model.',
  search: 'memory remember lru ttl',
  inputs: 'some',
  params: {
    entries: int({
      label: 'Entries',
      min: 1,
      max: 100_000,
      default: 1000,
      help: 'How many answers it holds; the one not asked for longest makes room.',
    }),
    minutes: int({
      label: 'Minutes',
      min: 1,
      max: 10_080,
      default: 60,
      help: 'How long an answer is good for. The longer, the more hits, and the longer a replaced model goes on answering.',
    }),
  },
  glance: (p) => `${count(p.entries)}, ${count(p.minutes)} min`,
  shape: (inputs) => requests(inputs, 'Cache'),
  lower: ({ entries, minutes }) => ({ class_name: 'Cache', config: { entries, minutes } }),
})
