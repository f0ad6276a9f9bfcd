/** @file Stale feature: the feature store has not been updated for a while. */
import { int, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.stale

export const stale = defineEvent({
  kind: 'stale',
  track: 'faults',
  loggedAs: 'Stale feature', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    column: textParam({ ...text.column, maxLength: 200, default: '' }),
    minutes: int({ ...text.minutes, min: 1, max: 527_040, default: 60 }),
  },
  requires: ['column'],
  conflictKey: ({ column }) => `stale ${column}`,
  effect: ({ column, minutes }) => ({ fault: { kind: 'stale', column, minutes } }),
})
