/** @file Missing key: some requests come without a value. */
import { float, text } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const missing = defineNote({
  kind: 'missing',
  lane: 'faults',
  title: 'Missing key',
  summary: 'A share of the requests comes without one of its columns.',
  params: {
    column: text({ label: 'Column', maxLength: 200, default: '' }),
    share: float({ label: 'Share of requests', min: 0, max: 1, step: 0.05, default: 0.2 }),
  },
  needs: ['column'],
  voice: ({ column }) => `missing ${column}`,
  sound: ({ column, share }) => ({ fault: { kind: 'missing', column, share } }),
})
