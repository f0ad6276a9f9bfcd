/** @file Checkerboard: four by four squares in two colours. */
import { definePoints } from './points'

const SIDE = 4

export const checkerboard = definePoints({
  id: 'checkerboard',
  title: 'Checkerboard',
  about: 'Four by four squares in two colours. Many small borders, so it takes many units.',
  classes: ['dark', 'light'],
  rows: 1000,
  noise: 0,
  place(random, label) {
    const row = random.below(SIDE)
    const column = 2 * random.below(SIDE / 2) + ((row + label) % 2)
    return [(2 * (column + random.uniform())) / SIDE - 1, (2 * (row + random.uniform())) / SIDE - 1]
  },
})
