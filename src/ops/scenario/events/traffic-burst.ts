/** @file Burst: traffic is multiplied, or drops, for a limited time. */
import { choice, float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.burst

export const burst = defineEvent({
  kind: 'burst',
  track: 'traffic',
  loggedAs: 'Burst', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    times: float({ ...text.times, min: 0, max: 1000, step: 0.5, default: 5 }),
    shape: choice({ ...text.shape, options: ['flat', 'peak'], default: 'flat' }),
  },
  effect({ times, shape }, { sinceMs, lengthMs }) {
    if (shape === 'flat') return { times }
    const toPeak = 1 - Math.abs(1 - (2 * sinceMs) / lengthMs)
    return { times: 1 + (times - 1) * toPeak }
  },
})
