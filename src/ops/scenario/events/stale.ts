/** @file Stale feature: the store of features has not been written for a while. */
import { int, text } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const stale = defineNote({
  kind: 'stale',
  lane: 'faults',
  title: 'Stale feature',
  summary: 'A column that comes from the store of features is as it was so long ago.',
  params: {
    column: text({ label: 'Column', maxLength: 200, default: '' }),
    minutes: int({ label: 'Minutes old', min: 1, max: 527_040, default: 60 }),
  },
  needs: ['column'],
  voice: ({ column }) => `stale ${column}`,
  sound: ({ column, minutes }) => ({ fault: { kind: 'stale', column, minutes } }),
})
