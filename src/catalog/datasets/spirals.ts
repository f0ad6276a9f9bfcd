/** @file Spirals: two arms wound around each other, the hardest of the small sets. */
import { definePoints, polar } from './points'

const TURNS = 1.5

export const spirals = definePoints({
  id: 'spirals',
  title: 'Spirals',
  about: 'Two arms wound around each other one and a half times. It takes hidden layers to follow them.',
  classes: ['first arm', 'second arm'],
  rows: 1000,
  noise: 0.025,
  place(random, label) {
    const along = random.uniform()
    return polar(0.08 + 0.92 * along, TURNS * along + label / 2)
  },
})
