/** @file Checkerboard: 4×4 squares in two colors. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints } from './define-points'

const SIDE = 4

export const checkerboard = definePoints({
  id: 'checkerboard',
  ...text.checkerboard,
  classes: ['dark', 'light'],
  rows: 1000,
  noise: 0,
  pointAt(random, label) {
    const row = random.below(SIDE)
    const column = 2 * random.below(SIDE / 2) + ((row + label) % 2)
    return [(2 * (column + random.uniform())) / SIDE - 1, (2 * (row + random.uniform())) / SIDE - 1]
  },
})
