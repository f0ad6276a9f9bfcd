/** @file Schema change: clients send columns that differ from the expected ones. */
import { choice, float, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent, SCHEMA_CHANGES } from '../define-event'

const text = scenarioEventsText.schema

export const schema = defineEvent({
  kind: 'schema',
  track: 'faults',
  loggedAs: 'Changed schema', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    change: choice({ ...text.change, options: SCHEMA_CHANGES, labels: text.changes, default: 'renamed' }),
    column: textParam({ ...text.column, maxLength: 200, default: '' }),
    share: float({ ...text.share, min: 0, max: 1, step: 0.05, default: 1 }),
  },
  conflictKey: ({ change, column }) => `${change} ${column}`,
  effect: ({ change, column, share }) => ({ fault: { kind: 'schema', change, column, share } }),
})
