/** @file Label delay: the truth comes late. */
import { float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const delay = defineNote({
  kind: 'delay',
  lane: 'labels',
  title: 'Label delay',
  summary: 'Labels of requests come so long after them, on average.',
  params: {
    minutes: float({ label: 'Minutes on average', min: 0, max: 527_040, step: 10, default: 60 }),
  },
  sound: ({ minutes }) => ({ labels: { delayMinutes: minutes } }),
})
