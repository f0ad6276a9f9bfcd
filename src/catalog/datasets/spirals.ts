/** @file Spirals: two arms that wind around each other, the hardest of the point datasets. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints, polar } from './define-points'

const TURNS = 1.5

export const spirals = definePoints({
  id: 'spirals',
  ...text.spirals,
  classes: ['first arm', 'second arm'],
  rows: 1000,
  noise: 0.025,
  pointAt(random, label) {
    const along = random.uniform()
    return polar(0.08 + 0.92 * along, TURNS * along + label / 2)
  },
})
