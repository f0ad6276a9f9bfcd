/** @file Blobs: three clouds that hardly overlap, the easiest of the point datasets. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints, polar } from './points'

export const blobs = definePoints({
  id: 'blobs',
  ...text.blobs,
  classes: ['top', 'left', 'right'],
  rows: 600,
  noise: 0.19,
  // The first cloud is straight up (a quarter turn); the others follow a third of a turn apart.
  pointAt: (_, label) => polar(0.6, 0.25 + label / 3),
})
