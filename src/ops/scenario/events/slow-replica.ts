/** @file Slow replica: one replica takes longer to answer. */
import { float, int } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.slow

export const slow = defineEvent({
  kind: 'slow',
  track: 'faults',
  loggedAs: 'Slow replica', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    replica: int({ ...text.replica, min: 0, max: 63, default: 0 }),
    times: float({ ...text.times, min: 1, max: 1000, step: 1, default: 8 }),
  },
  conflictKey: ({ replica }) => `slow replica ${replica}`,
  effect: ({ replica, times }) => ({ fault: { kind: 'slow', replica, times } }),
})
