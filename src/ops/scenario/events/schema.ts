/** @file Changed schema: who calls sends something else than was agreed. */
import { choice, float, text } from '../../../catalog/params'
import { SCHEMA_CHANGES } from '../conditions'
import { defineNote } from '../define-event'

export const schema = defineNote({
  kind: 'schema',
  lane: 'faults',
  title: 'Changed schema',
  summary: 'A column comes under another name, not at all, as text, or the columns in another order.',
  params: {
    change: choice({ label: 'Change', options: SCHEMA_CHANGES, default: 'renamed' }),
    column: text({ label: 'Column', maxLength: 200, default: '', help: 'Empty: the first one.' }),
    share: float({ label: 'Share of requests', min: 0, max: 1, step: 0.05, default: 1 }),
  },
  voice: ({ change, column }) => `${change} ${column}`,
  sound: ({ change, column, share }) => ({ fault: { kind: 'schema', change, column, share } }),
})
