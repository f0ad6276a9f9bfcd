/** @file Slow replica: it answers, but late. */
import { float, int } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const slow = defineNote({
  kind: 'slow',
  lane: 'faults',
  title: 'Slow replica',
  summary: 'One replica takes so many times as long for everything.',
  params: {
    replica: int({ label: 'Replica', min: 0, max: 63, default: 0 }),
    times: float({ label: 'Times', min: 1, max: 1000, step: 1, default: 8 }),
  },
  voice: ({ replica }) => `slow replica ${replica}`,
  sound: ({ replica, times }) => ({ fault: { kind: 'slow', replica, times } }),
})
