/** @file Requests: the base rate per minute, which is multiplied by cycles and bursts. */
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.rate

export const rate = defineEvent({
  kind: 'rate',
  track: 'traffic',
  loggedAs: 'Requests', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    perMinute: float({ ...text.perMinute, min: 0, max: 600_000, step: 1, default: 60 }),
  },
  effect: ({ perMinute }) => ({ perMinute }),
})
