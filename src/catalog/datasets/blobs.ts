/** @file Blobs: three clouds that barely overlap, the easiest of the point datasets. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints, polar } from './define-points'

export const blobs = definePoints({
  id: 'blobs',
  ...text.blobs,
  classes: ['top', 'left', 'right'],
  rows: 600,
  noise: 0.19,
  // Place the first cloud straight up (a quarter turn) and the others a third of a turn apart.
  pointAt: (_, label) => polar(0.6, 0.25 + label / 3),
})
