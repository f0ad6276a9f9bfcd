/** @file Moons: two interlocking half circles. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints, polar } from './define-points'

export const moons = definePoints({
  id: 'moons',
  ...text.moons,
  classes: ['upper', 'lower'],
  rows: 600,
  noise: 0.07,
  pointAt(random, label) {
    const [x, y] = polar(1, random.uniform() / 2)
    // The half circles of radius 1 span 3 by 1.5; scale them to the range -1 to 1.
    return label === 0 ? [(x - 0.5) / 1.5, (y - 0.25) / 1.5] : [(0.5 - x) / 1.5, (0.25 - y) / 1.5]
  },
})
