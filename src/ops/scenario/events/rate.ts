/** @file Requests: so many a minute; what waves and bursts then multiply. */
import { float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const rate = defineNote({
  kind: 'rate',
  lane: 'traffic',
  title: 'Requests',
  summary: 'Requests come, each by itself, so many a minute on average.',
  params: {
    perMinute: float({ label: 'Requests a minute', min: 0, max: 600_000, step: 1, default: 60 }),
  },
  sound: ({ perMinute }) => ({ perMinute }),
})
