/** @file Daily cycle: traffic follows the time of day. */
import { dailyWave } from '../../../catalog/datasets/streams/calendar'
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.daily

export const daily = defineEvent({
  kind: 'daily',
  track: 'traffic',
  loggedAs: 'Daily wave', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    depth: float({
      ...text.depth,
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.6,
    }),
    peak: float({ ...text.peak, min: 0, max: 24, step: 0.5, default: 14 }),
  },
  effect: ({ depth, peak }, { atMs }) => ({ times: dailyWave(atMs, peak, depth) }),
})
