/** @file Daily wave: people sleep. */
import { dailyWave } from '../../../catalog/datasets/streams/calendar'
import { float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const daily = defineNote({
  kind: 'daily',
  lane: 'traffic',
  title: 'Daily wave',
  summary: 'More requests around one time of day and fewer twelve hours from it.',
  params: {
    depth: float({
      label: 'Depth',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.6,
      help: 'At its highest so much more than usual, at its lowest so much less.',
    }),
    peak: float({ label: 'Highest at, o’clock', min: 0, max: 24, step: 0.5, default: 14 }),
  },
  sound: ({ depth, peak }, { atMs }) => ({ times: dailyWave(atMs, peak, depth) }),
})
