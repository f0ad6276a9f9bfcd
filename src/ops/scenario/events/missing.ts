/** @file Missing column: some requests arrive without one of their columns. */
import { float, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario-events'
import { defineNote } from '../define-event'

const text = scenarioEventsText.missing

export const missing = defineNote({
  kind: 'missing',
  lane: 'faults',
  loggedAs: 'Missing key', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    column: textParam({ ...text.column, maxLength: 200, default: '' }),
    share: float({ ...text.share, min: 0, max: 1, step: 0.05, default: 0.2 }),
  },
  needs: ['column'],
  voice: ({ column }) => `missing ${column}`,
  sound: ({ column, share }) => ({ fault: { kind: 'missing', column, share } }),
})
