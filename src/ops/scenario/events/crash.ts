/** @file Crash: replicas are gone, and come back cold. */
import { int } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const crash = defineNote({
  kind: 'crash',
  lane: 'faults',
  title: 'Crash',
  summary: 'So many replicas are gone until the note ends; then they start cold.',
  params: { replicas: int({ label: 'Replicas', min: 1, max: 64, default: 1 }) },
  sound: ({ replicas }) => ({ fault: { kind: 'crash', replicas } }),
})
