/** @file Burst: for a while everybody comes at once, or nobody does. */
import { choice, float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const burst = defineNote({
  kind: 'burst',
  lane: 'traffic',
  title: 'Burst',
  summary: 'So many times the usual requests, at once or rising to it and back; below 1 it is a lull.',
  params: {
    times: float({ label: 'Times', min: 0, max: 1000, step: 0.5, default: 5 }),
    shape: choice({ label: 'Shape', options: ['flat', 'peak'], default: 'flat' }),
  },
  sound({ times, shape }, { sinceMs, lengthMs }) {
    if (shape === 'flat') return { times }
    const toPeak = 1 - Math.abs(1 - (2 * sinceMs) / lengthMs)
    return { times: 1 + (times - 1) * toPeak }
  },
})
