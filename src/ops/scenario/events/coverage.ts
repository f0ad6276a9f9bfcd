/** @file Label coverage: of most requests nobody ever says what was right. */
import { float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const coverage = defineNote({
  kind: 'coverage',
  lane: 'labels',
  title: 'Label coverage',
  summary: 'Only a share of the requests ever gets a label.',
  params: { share: float({ label: 'Share', min: 0, max: 1, step: 0.05, default: 0.3 }) },
  sound: ({ share }) => ({ labels: { coverage: share } }),
})
