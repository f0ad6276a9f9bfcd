/** @file Blobs: three clouds that hardly touch, the easiest of the small sets. */
import { definePoints, polar } from './points'

export const blobs = definePoints({
  id: 'blobs',
  title: 'Blobs',
  about: 'Three round clouds of points. Straight lines nearly part them.',
  classes: ['top', 'left', 'right'],
  rows: 600,
  noise: 0.19,
  // A quarter turn is straight up; the others follow a third of a turn apart.
  place: (_, label) => polar(0.6, 0.25 + label / 3),
})
