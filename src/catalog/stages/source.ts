/** @file Source: where a service's requests come in. */
import { ok } from '../../base/result'
import { choice } from '../params'
import { defineStage } from '../stage-def'

export const source = defineStage({
  kind: 'source',
  title: 'Source',
  family: 'end',
  summary: 'Where requests come in: from the score, the pad, the camera or the URL.',
  search: 'input traffic requests entry api',
  inputs: 'none',
  params: {
    from: choice({
      label: 'Rows',
      options: ['held-out', 'world'],
      default: 'held-out',
      help: 'Where the score takes its requests from: rows that no training saw, or the world that a generated set is a stretch of.',
    }),
  },
  glance: (p) => (p.from === 'held-out' ? 'held-out rows' : 'the world'),
  shape: () => ok({ carries: 'requests', share: 1 }),
  lower: ({ from }) => ({ class_name: 'Source', config: { from } }),
})
