/** @file Slow start: a replica that is started takes much longer: its image comes from afar, say. */
import { int } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const start = defineNote({
  kind: 'start',
  lane: 'faults',
  title: 'Slow start',
  summary: 'Who starts a replica waits so many seconds longer for it; those that are warm answer as ever.',
  params: { seconds: int({ label: 'Seconds', min: 1, max: 3600, default: 60 }) },
  sound: ({ seconds }) => ({ fault: { kind: 'start', seconds } }),
})
