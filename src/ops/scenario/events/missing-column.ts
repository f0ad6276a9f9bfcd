/** @file Missing column: some requests arrive without one of their columns. */
import { float, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.missing

export const missing = defineEvent({
  kind: 'missing',
  track: 'faults',
  loggedAs: 'Missing key', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    column: textParam({ ...text.column, maxLength: 200, default: '' }),
    share: float({ ...text.share, min: 0, max: 1, step: 0.05, default: 0.2 }),
  },
  requires: ['column'],
  conflictKey: ({ column }) => `missing ${column}`,
  effect: ({ column, share }) => ({ fault: { kind: 'missing', column, share } }),
})
