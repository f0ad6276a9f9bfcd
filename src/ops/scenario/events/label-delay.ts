/** @file Label delay: labels arrive some time after their requests. */
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.delay

export const delay = defineEvent({
  kind: 'delay',
  track: 'labels',
  loggedAs: 'Label delay', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    minutes: float({ ...text.minutes, min: 0, max: 527_040, step: 10, default: 60 }),
  },
  effect: ({ minutes }) => ({ labels: { delayMinutes: minutes } }),
})
