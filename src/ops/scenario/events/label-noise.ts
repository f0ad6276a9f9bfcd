/** @file Label noise: who labels is wrong now and then. */
import { float } from '../../../catalog/params'
import { defineNote } from '../define-event'

export const labelNoise = defineNote({
  kind: 'label-noise',
  lane: 'labels',
  title: 'Label noise',
  summary: 'A share of the labels is wrong.',
  params: { share: float({ label: 'Share', min: 0, max: 1, step: 0.01, default: 0.05 }) },
  sound: ({ share }) => ({ labels: { noise: share } }),
})
